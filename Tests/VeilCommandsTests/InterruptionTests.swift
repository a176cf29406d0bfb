import Foundation
import Testing
import VeilTesting

/// SIGINT half-way: temporary files go, nothing else comes.
@Suite(.enabled(if: FFmpegTool.isPresent, "ffmpeg's command line is not installed"))
struct InterruptionTests {
  /// In the pass that writes, while the film under its hidden name grows.
  @Test func whileRendering() async throws {
    let desk = try longFilm()
    let detections = try await desk.detections([FilmDesk.box(10, 10, 300, 200)])
    let results = desk.results
    var setting = CommandRun.Setting()
    setting.interruptWhen = { results.size(ofHidden: "mp4") > 0 }
    let run = try await CommandRun.veilcam(
      ["protect", desk.film, "--output", desk.output, "--detections", detections, "--preset", "veryslow"]
        + ["--quiet"], setting)
    expectFailure(run, saying: "interrupted; no output was written", leaving: desk.results)
  }

  /// In the pass that looks, before there is anything to write.
  @Test(.enabled(if: SharedMaterial.hasModels, "no models in ../shared")) func whileAnalysing() async throws {
    let desk = try longFilm()
    let results = desk.results
    var setting = CommandRun.Setting()
    setting.interruptWhen = { !results.names.isEmpty }
    let run = try await desk.protect(["--quiet"], setting)
    expectFailure(run, saying: "interrupted; no output was written", leaving: desk.results)
  }

  private func longFilm() throws -> FilmDesk {
    try FilmDesk(
      ffmpeg: ["-f", "lavfi", "-i", "testsrc2=s=640x360:r=25:d=24", "-c:v", "libx264", "-preset", "ultrafast"])
  }
}

extension TemporaryFolder {
  /// Bytes of the hidden files with an ending.
  fileprivate func size(ofHidden ending: String) -> Int {
    names.filter { $0.hasPrefix(".") && $0.hasSuffix("." + ending) }.reduce(0) { sum, name in
      let attributes = try? FileManager.default.attributesOfItem(atPath: path(name))
      return sum + (attributes?[.size] as? Int ?? 0)
    }
  }
}
