import Foundation
import Testing
import VeilEvaluation
import VeilMedia
import VeilTesting

/// The real sets, with numbers counted by an independent program.
@Suite(.enabled(if: SharedMaterial.isPresent, "\(SharedMaterial.absence)"))
struct SharedDataTests {
  struct Expectation: Sendable, CustomTestStringConvertible {
    let folder: String
    let format: DataSetFormat
    let pictures: Int
    let objects: [ObjectGroup: Int]
    let picturesWithIgnored: Int

    var testDescription: String { folder }
  }

  private static let sets = [
    Expectation(
      folder: "kitti", format: .kitti, pictures: 50, objects: [.person: 35, .vehicle: 162], picturesWithIgnored: 43),
    Expectation(
      folder: "coco128val", format: .yolo, pictures: 128, objects: [.person: 350, .vehicle: 39, .twoWheeler: 16],
      picturesWithIgnored: 6),
    Expectation(folder: "plates", format: .plates, pictures: 16, objects: [.plate: 16], picturesWithIgnored: 0),
  ]

  @Test(arguments: sets) func labelsAreReadCompletely(expected: Expectation) async throws {
    let set = try expected.format.open(try folder(expected.folder))
    #expect(set.images.count == expected.pictures)
    var objects: [ObjectGroup: Int] = [:]
    var withIgnored = 0
    for index in set.images.indices {
      let labels = try await set.labels(of: index, width: 1000, height: 500)
      for object in labels.objects { objects[object.group, default: 0] += 1 }
      withIgnored += labels.ignored == nil ? 0 : 1
    }
    #expect(objects == expected.objects)
    #expect(withIgnored == expected.picturesWithIgnored)
  }

  @Test func instanceMapsAreReadCompletely() async throws {
    let set = try DataSetFormat.cityscapes.open(try folder("cityscapes8"))
    var objects: [ObjectGroup: Int] = [:]
    var ignored = 0
    for index in set.images.indices {
      let labels = try await set.labels(of: index, width: 2048, height: 1024)
      for object in labels.objects { objects[object.group, default: 0] += 1 }
      ignored += labels.ignored?.count ?? 0
    }
    #expect(set.images.count == 8)
    #expect(objects == [.person: 26, .vehicle: 91, .twoWheeler: 7])
    #expect(ignored == 4701)
  }

  @Test func classMapsFitTheirPictures() async throws {
    let set = try DataSetFormat.camvid.open(try folder("camvid"))
    #expect(set.images.count == 468)
    for index in [0, 467] {
      let frame = try await PictureFile.read(set.images[index])
      let labels = try await set.labels(of: index, width: frame.format.width, height: frame.format.height)
      #expect(labels.classes?.codes.count == frame.format.width * frame.format.height)
    }
  }

  private func folder(_ name: String) throws -> URL {
    try #require(SharedMaterial.folder).appending(path: "data/\(name)")
  }
}
