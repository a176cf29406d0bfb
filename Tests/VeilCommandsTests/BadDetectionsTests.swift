import Foundation
import Testing
import VeilTesting

/// Detections that are not those of the whole film are refused before anything is written.
@Suite(.enabled(if: FFmpegTool.isPresent, "ffmpeg's command line is not installed"))
struct BadDetectionsTests {
  @Test func withoutFooter() async throws {
    try await expectRefusal("without its footer") { lines in lines.removeLast() }
  }

  @Test func withoutFramesAtTheEnd() async throws {
    try await expectRefusal("frames") { lines in lines.remove(at: lines.count - 2) }
  }

  @Test func withoutAFrameInTheMiddle() async throws {
    try await expectRefusal("where frame 9 should be") { lines in lines.remove(at: 10) }
  }

  @Test func withATimeThatTheFilmDoesNotHave() async throws {
    try await expectRefusal("analyse it again") { lines in
      lines[10] = lines[10].replacing(/"pts":\d+/, with: "\"pts\":1")
    }
  }

  @Test func withABoxThatIsNone() async throws {
    try await expectRefusal("line 5") { lines in
      lines[4] = lines[4].replacing(
        "\"boxes\":[]", with: "\"boxes\":[{\"category\":\"face\",\"box\":[1,2,0,4],\"origin\":\"drawn\"}]")
    }
  }

  @Test func ofAnotherFilm() async throws {
    let desk = try FilmDesk(.noAudio)
    let other = try FilmDesk(.ntsc)
    let run = try await desk.protect(["--detections", other.detections()])
    withExtendedLifetime(other) {}
    expectFailure(run, saying: "another film", leaving: desk.results)
  }

  @Test func missing() async throws {
    let desk = try FilmDesk(.noAudio)
    let run = try await desk.protect(["--detections", desk.folder.path("nowhere.jsonl")])
    expectFailure(run, saying: "nowhere.jsonl", leaving: desk.results)
  }

  private func expectRefusal(_ words: String, _ edit: (inout [String]) -> Void) async throws {
    let desk = try FilmDesk(.noAudio)
    let path = try await desk.detections()
    var lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map(String.init)
    edit(&lines)
    try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: URL(filePath: path))
    // A zone, so that the film would be encoded even if nothing else were hidden.
    let run = try await desk.protect(["--detections", path, "--zone", "0,0,16,16"])
    expectFailure(run, saying: words, leaving: desk.results)
  }
}
