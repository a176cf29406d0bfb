import Foundation
import Testing
import VeilTesting
import VeilVision

/// `veilcam detections show` and `export` on a file that was made by hand.
@Suite(.enabled(if: FFmpegTool.isPresent, "ffmpeg's command line is not installed"))
struct DetectionsCommandTests {
  private static let boxes = [
    TrackedBox(
      trackID: 4, category: .car, confidence: 0.75, box: Box(x: 10, y: 20, width: 30, height: 40), origin: .detected),
    TrackedBox(
      trackID: 7, category: .plate, confidence: 0.5, box: Box(x: 12, y: 50, width: 10, height: 4), origin: .filled),
    FilmDesk.box(100, 100, 20, 20),
  ]

  @Test func show() async throws {
    let desk = try FilmDesk(.noAudio)
    let run = try await CommandRun.veilcam(["detections", "show", desk.detections(Self.boxes)])
    #expect(run.status == 0, "\(run.transcript)")
    #expect(run.output.contains("noAudio.mp4"))
    #expect(run.output.contains("90 boxes of 2 tracks in 30 of 30 frames"))
    #expect(run.output.contains(/\n4 +0 +car +0:00\.000 +0:01\.160 +30 +30 +0 +0 +0 +0 +0\.75/))
    #expect(run.output.contains(/\n7 +0 +plate +.* 30 frames/))
    #expect(run.output.contains(/\nperson +0 +30\n/))
    #expect(!run.output.contains("edited"))
  }

  @Test func showAsJSON() async throws {
    struct Shown: Decodable {
      struct Summary: Decodable {
        struct Track: Decodable { let track: Int, category: String, boxes: Int, longestFill: Int }
        let frames: Int, boxes: Int, tracks: [Track]
      }
      let isEdited: Bool
      let summary: Summary
    }
    let desk = try FilmDesk(.noAudio)
    let run = try await CommandRun.veilcam(["detections", "show", desk.detections(Self.boxes), "--json"])
    let shown = try JSONDecoder().decode(Shown.self, from: Data(run.output.utf8))
    #expect(!shown.isEdited)
    #expect(shown.summary.frames == 30)
    #expect(shown.summary.boxes == 90)
    #expect(shown.summary.tracks.map(\.track) == [4, 7])
    #expect(shown.summary.tracks.map(\.longestFill) == [0, 30])
  }

  @Test(arguments: [
    ("coco", "", #""bbox":[10,20,30,40]"#),
    ("mot", "/stream0/gt/gt.txt", "1,4,11,21,30,40,1,3,1"),
    ("yolo", "/labels/stream0_frame000029.txt", "0 0.078125 0.222222 0.09375 0.222222"),
  ])
  func export(format: String, file: String, words: String) async throws {
    let desk = try FilmDesk(.noAudio)
    let arguments = ["detections", "export", try await desk.detections(Self.boxes), "--format", format]
    let target = desk.results.path("exported")
    let run = try await CommandRun.veilcam(arguments + ["--output", target])
    #expect(run.status == 0, "\(run.transcript)")
    #expect(desk.results.names == ["exported"])
    #expect(try String(contentsOfFile: target + file, encoding: .utf8).contains(words))
    let again = try await CommandRun.veilcam(arguments + ["--output", target])
    expectFailure(again, saying: "is there already", leaving: desk.results, files: ["exported"])
  }

  @Test(arguments: [["show"], ["export", "--format", "coco", "--output", "never.json"]])
  func incomplete(arguments: [String]) async throws {
    let desk = try FilmDesk(.noAudio)
    let path = try await desk.detections(Self.boxes)
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let end = try #require(text.range(of: "{\"frames\""))
    try Data(text[..<end.lowerBound].utf8).write(to: URL(filePath: path))
    var setting = CommandRun.Setting()
    setting.folder = desk.results.url.path
    let run = try await CommandRun.veilcam(["detections", arguments[0], path] + arguments.dropFirst(), setting)
    expectFailure(run, saying: "without its footer", leaving: desk.results)
  }
}
