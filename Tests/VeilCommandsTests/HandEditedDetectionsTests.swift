import Foundation
import Testing
import VeilPrivacy
import VeilTesting
import VeilVision

/// A person has the last word: what the detections file says is what is rendered, to the pixel.
@Suite(.enabled(if: FFmpegTool.isPresent, "ffmpeg's command line is not installed"))
struct HandEditedDetectionsTests {
  private static let width = 320
  private static let height = 180

  @Test func boxAddedByHandIsHiddenExactly() async throws {
    let desk = try FilmDesk(.matroska)
    let path = try await desk.detections()
    var lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map(String.init)
    let edited = 5..<15
    for frame in edited {
      lines[frame + 1] = lines[frame + 1].replacing(
        "\"boxes\":[]", with: "\"boxes\":[{\"category\":\"face\",\"box\":[101,50,41,31],\"origin\":\"drawn\"}]")
    }
    try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: URL(filePath: path))

    let run = try await desk.protect([
      "--detections", path, "--method", "solid", "--solid-color", "black", "--codec", "ffv1",
    ])
    #expect(run.status == 0, "\(run.transcript)")
    let before = try luma(desk.film)
    let after = try luma(desk.output)
    #expect(before.count == 30)
    try #require(after.count == before.count)
    for frame in before.indices {
      // The box grows outwards to whole samples of colour, which lie on every second pixel.
      let expected = edited.contains(frame) ? black(before[frame], x: 100..<142, y: 50..<82) : before[frame]
      #expect(after[frame] == expected, "frame \(frame)")
    }
    #expect(try desk.report().configuration["detections"] == "given, corrected by hand")
    let shown = try await CommandRun.veilcam(["detections", "show", path])
    #expect(shown.output.contains("edited by hand"))
  }

  @Test func boxRemovedByHandStaysVisible() async throws {
    let desk = try FilmDesk(.matroska)
    let path = try await desk.detections([Self.tracked(3, Box(x: 40, y: 40, width: 50, height: 50))])
    let text = try String(contentsOfFile: path, encoding: .utf8)
    try Data(text.replacing(/"boxes":\[\{.*\}\]/, with: "\"boxes\":[]").utf8).write(to: URL(filePath: path))
    let run = try await desk.protect(["--detections", path, "--codec", "ffv1"])
    #expect(run.status == 0, "\(run.transcript)")
    #expect(try luma(desk.output) == luma(desk.film))
  }

  /// A person whose request it is stays visible, everybody else is hidden.
  @Test func keptTrack() async throws {
    let desk = try FilmDesk(.matroska)
    let detections = try await desk.detections([
      Self.tracked(1, Box(x: 20, y: 20, width: 40, height: 40)),
      Self.tracked(2, Box(x: 200, y: 90, width: 40, height: 40)),
    ])
    let run = try await desk.protect([
      "--detections", detections, "--keep-track", "1", "--method", "solid", "--solid-color", "black", "--padding", "0",
      "--min-padding", "0", "--codec", "ffv1",
    ])
    #expect(run.status == 0, "\(run.transcript)")
    let before = try luma(desk.film)
    #expect(try luma(desk.output) == before.map { black($0, x: 200..<240, y: 90..<130) })
  }

  private static func tracked(_ track: Int, _ box: Box) -> TrackedBox {
    TrackedBox(trackID: track, category: .person, confidence: 0.9, box: box, origin: .detected)
  }

  /// Luma of every frame, row by row.
  private func luma(_ path: String) throws -> [Data] {
    let raw = try FFmpegTool.run([
      "-i", path, "-map", "0:v", "-vsync", "0", "-f", "rawvideo", "-pix_fmt", "yuv420p", "-",
    ])
    let frame = Self.width * Self.height * 3 / 2
    return stride(from: 0, to: raw.count - frame + 1, by: frame).map {
      Data(raw[$0..<($0 + Self.width * Self.height)])
    }
  }

  private func black(_ frame: Data, x: Range<Int>, y: Range<Int>) -> Data {
    var frame = frame
    for row in y {
      for column in x { frame[row * Self.width + column] = 16 }
    }
    return frame
  }
}
