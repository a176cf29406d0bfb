import Foundation
import Testing
import VeilEvaluation
import VeilTesting
import VeilVision

@Suite struct DetectionEvaluationTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func everyPictureIsDecodedDetectedAndScored() async throws {
    try folder.write(.plain(100, 60), to: "images/a.png")
    try folder.write(.plain(120, 60), to: "images/b.png")
    try folder.write("Car 0 0 0 10 10 60 50", to: "labels/a.txt")
    try folder.write("Car 0 0 0 10 10 60 50", to: "labels/b.txt")
    let detector = ScriptedDetector(
      categories: [.car, .person],
      script: [100: [found(.car, 0.8, box(10, 10, 50, 40))], 120: [found(.person, 0.7, box(0, 0, 20, 50))]])
    var seen: [String] = []
    let figures = try await DetectionEvaluation(detector).run(on: try DataSetFormat.kitti.open(folder.url)) {
      seen.append("\($0.done)/\($0.total) \($0.picture)")
    }
    #expect(seen == ["1/2 a.png", "2/2 b.png"])
    #expect(figures.pictures == 2)
    let vehicles = try #require(figures.groups.first { $0.group == .vehicle })
    #expect(vehicles.recall.isNear(0.5))
    #expect(vehicles.precision.isNear(1))
    #expect(figures.groups.first { $0.group == .person }?.precision.isNear(0) == true)
  }

  @Test func whatTheDetectorCannotFindIsNotScored() async throws {
    try folder.write(.plain(100, 60), to: "images/a.png")
    try folder.write("Car 0 0 0 10 10 60 50", to: "labels/a.txt")
    let figures = try await DetectionEvaluation(ScriptedDetector(categories: [.person], script: [:]))
      .run(on: try DataSetFormat.kitti.open(folder.url))
    #expect(figures.groups.map(\.group) == [.person])
  }

  @Test func aPictureThatCannotBeReadIsNamed() async throws {
    try folder.touch("images/a.png")
    try folder.write("", to: "labels/a.txt")
    let set = try DataSetFormat.kitti.open(folder.url)
    let evaluation = DetectionEvaluation(ScriptedDetector(categories: [.car], script: [:]))
    let error = await #expect(throws: EvaluationError.self) { try await evaluation.run(on: set) }
    #expect(error?.code == .picture)
    #expect(error?.message.contains("a.png") == true)
  }
}
