import Foundation
import Testing
import VeilTesting

/// Input that cannot be protected: exit status 1, one sentence that names the file, and nothing is written.
@Suite(.enabled(if: FFmpegTool.isPresent, "ffmpeg's command line is not installed"))
struct BadInputTests {
  @Test func missingFile() async throws {
    let desk = try FilmDesk(.noAudio)
    let run = try await CommandRun.veilcam(["protect", desk.folder.path("nowhere.mp4"), "--output", desk.output])
    expectFailure(run, saying: "nowhere.mp4 does not exist", leaving: desk.results)
  }

  /// What a file that is no film is like, and what is said of it.
  @Test(arguments: [
    ("", "is empty"), (String(repeating: "just some words\n", count: 50), "broken.mp4"),
    ("#EXTM3U\n#EXTINF:1,\n/etc/passwd\n", "broken.mp4"),
  ])
  func noFilm(content: String, words: String) async throws {
    let desk = try FilmDesk(.noAudio)
    let detections = try await desk.detections()
    let broken = try desk.folder.write(content.utf8, to: "broken.mp4")
    let run = try await CommandRun.veilcam(
      ["protect", broken, "--output", desk.output, "--detections", detections])
    expectFailure(run, saying: words, leaving: desk.results)
  }

  /// The index of an MP4 lies behind its pictures unless it was moved to the front.
  @Test(arguments: [(false, "cut off"), (true, "--salvage")])
  func truncated(indexFirst: Bool, words: String) async throws {
    let desk = try FilmDesk.truncated(indexFirst: indexFirst)
    let other = try FilmDesk(.noAudio)
    let detections = try await indexFirst ? desk.detections(salvages: true) : other.detections()
    let run = try await desk.protect(["--detections", detections])
    withExtendedLifetime(other) {}
    expectFailure(run, saying: words, leaving: desk.results)
  }

  @Test(arguments: ["itself", "symbolic link", "hard link", "other spelling"])
  func outputIsTheInput(kind: String) async throws {
    let desk = try FilmDesk(.noAudio)
    let before = try Data(contentsOf: URL(filePath: desk.film))
    let detections = try await desk.detections([FilmDesk.box(0, 0, 100, 100)])
    let link = desk.results.path("link.mp4")
    let manager = FileManager.default
    let output: String
    switch kind {
    case "symbolic link":
      try manager.createSymbolicLink(atPath: link, withDestinationPath: desk.film)
      output = link
    case "hard link":
      try manager.linkItem(atPath: desk.film, toPath: link)
      output = link
    case "other spelling":
      output = desk.folder.url.path + "/../" + desk.folder.url.lastPathComponent + "/noAudio.mp4"
    default: output = desk.film
    }
    let names = (desk.folder.names, desk.results.names)
    let run = try await CommandRun.veilcam(
      ["protect", desk.film, "--output", output, "--overwrite", "--detections", detections])
    expectFailure(run, saying: "is the input itself", leaving: desk.folder, files: names.0)
    #expect(desk.results.names == names.1)
    #expect(try Data(contentsOf: URL(filePath: desk.film)) == before)
  }

  @Test func outputExists() async throws {
    let desk = try FilmDesk(.noAudio)
    let detections = try await desk.detections()
    try Data("mine".utf8).write(to: URL(filePath: desk.output))
    let run = try await desk.protect(["--detections", detections])
    expectFailure(run, saying: "exists already", leaving: desk.results, files: ["out.mp4"])
    #expect(try String(contentsOfFile: desk.output, encoding: .utf8) == "mine")
  }

  @Test func secondVideoStreamUnderStrict() async throws {
    let desk = try FilmDesk(.twoVideosAudioFirst)
    let detections = try await desk.detections()
    let run = try await desk.protect(["--strict", "--detections", detections])
    expectFailure(run, saying: "2 video streams", leaving: desk.results)
  }

  @Test func subtitlesUnderStrict() async throws {
    let desk = try FilmDesk(.subtitled)
    let detections = try await desk.detections()
    let run = try await desk.protect(["--strict", "--detections", detections])
    expectFailure(run, saying: "subtitle", leaving: desk.results)
  }

  @Test func noVideo() async throws {
    let desk = try FilmDesk(ffmpeg: ["-f", "lavfi", "-i", "sine=d=1", "-c:a", "aac"], name: "sound.m4a")
    let other = try FilmDesk(.noAudio)
    let run = try await desk.protect(["--detections", other.detections()])
    withExtendedLifetime(other) {}
    expectFailure(run, saying: "sound.m4a", leaving: desk.results)
  }
}

extension FilmDesk {
  /// A desk with a film of which the last part is gone.
  static func truncated(indexFirst: Bool) throws -> FilmDesk {
    let whole = try FilmDesk(.constantRate)
    let flags = indexFirst ? ["-movflags", "+faststart"] : []
    let desk = try FilmDesk(ffmpeg: ["-i", whole.film, "-c", "copy"] + flags)
    let data = try Data(contentsOf: URL(filePath: desk.film))
    try data.prefix(data.count * 6 / 10).write(to: URL(filePath: desk.film))
    return desk
  }
}
