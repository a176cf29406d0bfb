import Foundation
import Testing
import VeilEvaluation
import VeilTesting
import VeilVision

/// Data sets whose labels are pictures.
@Suite struct MapDataSetTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Two cars (one in two parts), a rider, a group of people, a caravan and road, 8×6 pixels.
  private let instances: [UInt16] = [
    7, 7, 7, 7, 7, 7, 24, 24,
    26000, 26000, 7, 26001, 7, 7, 24, 24,
    26000, 26000, 7, 26001, 7, 7, 7, 7,
    7, 7, 7, 7, 7, 25000, 7, 7,
    7, 26001, 7, 7, 7, 25000, 7, 29000,
    7, 7, 7, 7, 7, 25000, 7, 29000,
  ]

  @Test(arguments: [
    ("leftImg8bit/val/ulm/ulm_1_leftImg8bit.png", "gtFine/val/ulm/ulm_1_gtFine_instanceIds.png"),
    ("train_img/ulm_1_leftImg8bit.png", "train_inst/ulm_1_gtFine_instanceIds.png"),
  ])
  func cityscapes(picture: String, map: String) async throws {
    try folder.touch(picture, "leftImg8bit/test/ulm/ulm_2_leftImg8bit.png")
    try folder.write(.grey16(8, 6, instances), to: map)
    if picture.hasPrefix("train") { try FileManager.default.removeItem(at: folder.url.appending(path: "leftImg8bit")) }
    let set = try DataSetFormat.cityscapes.open(folder.url)
    #expect(set.images.count == 1)
    let labels = try await set.labels(of: 0, width: 8, height: 6)
    #expect(
      labels.objects == [
        labelled(.person, box(5, 3, 1, 3)), labelled(.vehicle, box(0, 1, 2, 2)), labelled(.vehicle, box(1, 1, 3, 4)),
      ])
    #expect(labels.ignored?.count == 6)
    #expect(labels.ignored?.contains(x: 6, y: 0) == true)
    #expect(labels.ignored?.contains(x: 7, y: 5) == true)
    let codes = try #require(labels.classes?.codes)
    #expect(codes.count { $0 == 0 } == 7)
    #expect(codes.count { $0 == 1 } == 7)
    #expect(codes.count { $0 == PixelClasses.void } == 2)
  }

  @Test func aMapOfAnotherSizeIsRefused() async throws {
    try folder.touch("train_img/a_leftImg8bit.png")
    try folder.write(.grey16(8, 6, instances), to: "train_inst/a_gtFine_instanceIds.png")
    let set = try DataSetFormat.cityscapes.open(folder.url)
    await #expect(throws: EvaluationError.self) { try await set.labels(of: 0, width: 9, height: 6) }
  }

  @Test(arguments: [
    ("val/1.png", "valannot/1.png"), ("images/1.jpg", "labels/1.png"), ("val/images/1.jpg", "val/labels/1.png"),
  ])
  func camvid(picture: String, map: String) async throws {
    try folder.touch(picture)
    try folder.write(.grey8(4, 2, [0, 8, 9, 10, 11, 8, 3, 1]), to: map)
    let set = try DataSetFormat.camvid.open(folder.url)
    #expect(set.groups.isEmpty)
    #expect(set.classes == ["car", "pedestrian", "bicyclist"])
    let labels = try await set.labels(of: 0, width: 4, height: 2)
    #expect(labels.classes?.codes == [254, 0, 1, 2, 255, 0, 254, 254])
    #expect(labels.ignored == nil)
  }

  @Test func aMapWithOtherNumbersIsNotCamVid() async throws {
    try folder.touch("images/1.jpg")
    try folder.write(.grey8(2, 1, [0, 26]), to: "labels/1.png")
    let set = try DataSetFormat.camvid.open(folder.url)
    let error = await #expect(throws: EvaluationError.self) { try await set.labels(of: 0, width: 2, height: 1) }
    #expect(error?.message.contains("1.png") == true)
  }
}
