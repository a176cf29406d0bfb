import Foundation
import Testing
import VeilTesting
import VeilVision

/// `veilcam protect --method replace` as a person runs it, with categories made up of a few numbers.
@Suite(.enabled(if: FFmpegTool.isPresent, "ffmpeg's command line is not installed"))
struct ReplaceCommandTests {
  /// A film, boxes of a car in every frame, and a folder of models.
  private struct Place {
    let desk: FilmDesk
    let models: TemporaryFolder
    let detections: String

    init(_ category: MadeUpCategory = MadeUpCategory()) async throws {
      desk = try FilmDesk(.noAudio)
      models = try TemporaryFolder()
      try category.write(into: models.url)
      detections = try await desk.detections([
        TrackedBox(
          trackID: 1, category: .car, confidence: 0.9, box: Box(x: 20, y: 12, width: 70, height: 50), origin: .detected)
      ])
    }

    var folder: URL { models.url.appending(path: "categories/vehicle") }

    func protect(_ more: [String] = []) async throws -> CommandRun {
      try await desk.protect(
        ["--method", "replace", "--categories", "car", "--detections", detections, "--models", models.url.path] + more)
    }

    func report() throws -> String { try String(contentsOfFile: desk.results.path("out.report.json"), encoding: .utf8) }
  }

  @Test(arguments: ["track", "frame"]) func reportNamesGeneratorAndIdentity(mode: String) async throws {
    let place = try await Place()
    let run = try await place.protect(["--identity", mode])
    #expect(run.status == 0, "\(run.transcript)")
    #expect(place.desk.written == place.desk.complete)
    let report = try place.report()
    #expect(report.contains("\"identity\" : \"\(mode)\""))
    #expect(report.contains("\"generator.vehicle\" : \"made-up-generator-vehicle for car\""))
    #expect(report.contains("\"role\" : \"generator\""))
  }

  @Test func aSeedMakesRunsRepeatableAndWarns() async throws {
    let place = try await Place()
    var hashes: Set<String> = []
    for seed in ["4", "4", "5"] {
      let run = try await place.protect(["--seed", seed, "--overwrite"])
      #expect(run.status == 0 && run.errors.contains("tests only"), "\(run.transcript)")
      hashes.insert(try FFmpegTool.contentHash(place.desk.output, streams: "v"))
    }
    #expect(hashes.count == 2)
  }

  @Test func aMissingGeneratorLeavesNothing() async throws {
    let place = try await Place()
    try FileManager.default.removeItem(at: place.folder.appending(path: "made-up-generator-vehicle.onnx"))
    expectFailure(try await place.protect(), saying: "made-up-generator-vehicle.onnx", leaving: place.desk.results)
  }

  /// A folder that is searched first goes before what was delivered, and is not passed over when it is incomplete.
  @Test func aCategoryWithoutGeneratorLeavesNothing() async throws {
    let place = try await Place()
    let file = place.folder.appending(path: "category.yaml")
    let yaml = try String(contentsOf: file, encoding: .utf8)
    try Data(yaml.replacing("made-up-generator-vehicle", with: "nobodys-generator").utf8).write(to: file)
    let run = try await place.protect()
    expectFailure(run, saying: "category vehicle needs the generator nobodys-generator", leaving: place.desk.results)
  }

  @Test func aCorruptedModelLeavesNothing() async throws {
    let place = try await Place()
    try MadeUpCategory().writeRubbish(to: place.folder)
    expectFailure(try await place.protect(), saying: "made-up-generator-vehicle", leaving: place.desk.results)
  }

  @Test func aGeneratorOfAnotherSizeLeavesNothing() async throws {
    var category = MadeUpCategory()
    category.generatorSide = 48
    let place = try await Place(category)
    expectFailure(try await place.protect(), saying: "at size 32", leaving: place.desk.results)
  }

  @Test(arguments: [
    ["--edge-kernel", "4"], ["--edge-sd", "-1"], ["--identity", "never"], ["--feature", "texture"], ["--seed", "x"],
  ])
  func wrongSettingsAreUsageErrors(arguments: [String]) async throws {
    let run = try await FilmDesk(.noAudio).protect(["--method", "replace"] + arguments)
    #expect(run.status == 64, "\(run.transcript)")
  }

  @Test func settingsOfReplaceNeedReplace() async throws {
    let run = try await FilmDesk(.noAudio).protect(["--method", "blur", "--edge-kernel", "5"])
    #expect(run.status == 64 && run.errors.contains("nothing is hidden by replace"), "\(run.transcript)")
  }
}
