import Foundation
import Testing
import VeilTesting
import VeilVision

@testable import VeilCommands

/// `veilcam demo protect`: finds a film or says where one is, and does what `protect` does.
@Suite struct DemoTests {
  @Test func firstFilmThatIsThere() throws {
    let folder = try TemporaryFolder()
    let film = try folder.write([1], to: "vtest.avi")
    #expect(try DemoFilm.onThisMachine([folder.path("people.mp4"), film]) == film)
  }

  @Test func saysWhereToGetAFilm() throws {
    let error = #expect(throws: (any Error).self) { try DemoFilm.onThisMachine(["/nowhere/people.mp4"]) }
    let sentence = "\(error.map { "\($0)" } ?? "")"
    #expect(sentence.contains("opencv-doc"))
    #expect(sentence.contains(DemoFilm.address))
    #expect(sentence.contains(DemoFilm.sha256))
    #expect(sentence.contains("8131690 bytes"))
  }

  @Test func looksBesideTheCheckoutFirst() {
    let candidates = DemoFilm.candidates(folders: [
      ModelFolder(origin: .cache, path: "/a/models"), ModelFolder(origin: .development, path: "/code/shared/models"),
    ])
    #expect(candidates == ["/code/shared/media/people.mp4", DemoFilm.debianPath])
  }

  @Test(
    .enabled(if: SharedMaterial.hasModels, "no models in ../shared"),
    .enabled(if: FFmpegTool.isPresent, "ffmpeg's command line is not installed"))
  func protectsAndSaysWhere() async throws {
    let folder = try TemporaryFolder()
    let film = folder.path("walk.mp4")
    try FFmpegTool.run([
      "-i", SharedMaterial.media("people.mp4"), "-frames:v", "4", "-vf", "scale=640:-2", "-c:v", "libx264", film,
    ])
    // Twice: a second demo replaces the first.
    for _ in 0..<2 {
      let run = try await CommandRun.veilcam(["demo", "protect", "--film", film, "--output", folder.path("out")])
      #expect(run.status == 0, "\(run.transcript)")
      #expect(run.output.hasPrefix("Hides people, vehicles, faces and plates in \(film)"))
      for name in try folder.files(in: "out").map(\.path) { #expect(run.output.contains(name)) }
    }
    #expect(
      try folder.files(in: "out").map(\.lastPathComponent).sorted() == [
        "walk.detections.jsonl", "walk.protected.mp4", "walk.report.html", "walk.report.json",
      ])
  }
}
