import Foundation
import Testing
import VeilMedia
import VeilPrivacy
import VeilTesting
import VeilVision

/// The product's promise, checked on what a viewer gets: no pixel of an object in any frame of the *encoded* film.
@Suite(.enabled(if: FFmpegTool.isPresent, "\(FFmpegTool.absence)")) struct LeakOracleTests {
  private let scene = OracleScene()

  private func protect(
    method: String, interval: Int = 1, extend: String? = nil, live: Bool = false
  ) async throws -> [Int: Int] {
    let folder = try TemporaryFolder()
    let input = folder.path("scene.mp4")
    try await scene.write(to: input, folder: folder)
    var settings = ["method": [method], "categories": ["car"]]
    if let extend { settings["extend"] = [extend] }
    var options = RunOptions()
    options.detectInterval = interval
    let output = folder.url.appending(path: "out.mp4")
    let scene = scene
    let models = try TemporaryFolder()
    try MadeUpCategory().write(into: models.url)
    let store = try ModelStore(folders: [ModelFolder(origin: .option, path: models.url.path)], delivered: [])
    let run = ProtectRun(
      source: input, names: OutputNames(film: output),
      policy: try ProtectionPolicy([PolicyDocument(commandLine: settings)]), options: options,
      detectors: { ScriptedDetector(scene: scene) }, categories: { try CategorySuite.load(for: $0, from: store) })
    let report = try await live ? run.runLive(lookahead: 1) : run.run()
    #expect(report.streams.first { $0.kind == "video" }?.frames == OracleScene.frames)
    if method == "replace" {
      #expect(report.models.map(\.name).contains("made-up-generator-vehicle"))
      #expect(report.configuration["identity"] == "track")
      #expect(report.configuration["generator.vehicle"] == "made-up-generator-vehicle for car")
    }
    return try await scene.visiblePixels(in: output.path)
  }

  @Test func sceneItselfIsVisible() async throws {
    let folder = try TemporaryFolder()
    let input = folder.path("scene.mp4")
    try await scene.write(to: input, folder: folder)
    #expect(try await scene.visiblePixels(in: input).count == OracleScene.frames)
  }

  @Test(arguments: ["solid", "blur", "pixelate", "replace"])
  func noPixelOfAnObjectIsLeft(method: String) async throws {
    #expect(try await protect(method: method) == [:])
  }

  @Test func noPixelIsLeftWithADetectorInterval() async throws {
    #expect(try await protect(method: "solid", interval: 3) == [:])
  }

  @Test(arguments: ["solid", "replace"]) func noPixelIsLeftInALiveRun(method: String) async throws {
    #expect(try await protect(method: method, live: true) == [:])
  }

  /// The oracle can fail: without padding in time, objects that are seen late leak.
  @Test func negativeControlLeaks() async throws {
    #expect(try await !protect(method: "solid", extend: "0").isEmpty)
  }
}
