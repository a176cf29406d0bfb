import Foundation
import Testing
import VeilMedia
import VeilTesting

/// Every kind of bad input has its own code and one sentence that names the file, and leaves nothing behind.
@Suite(.enabled(if: FFmpegTool.isPresent, "ffmpeg's command line is not installed"))
struct BadInputTests {
  @Test func missing() async throws { try await expect(.notFound, "nowhere/drive.mp4", "does not exist") }

  @Test func folder() async throws { try await expect(.notAFilm, "/usr", "is a folder") }

  @Test func empty() async throws {
    let folder = try TemporaryFolder()
    try await expect(.empty, folder.write([], to: "empty.mp4"), "is empty")
  }

  @Test(arguments: ["just some words\n", "#EXTM3U\n#EXTINF:1,\n/etc/passwd\n", "ffconcat version 1.0\nfile x.mp4\n"])
  func text(content: String) async throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(String(repeating: content, count: 50).utf8, to: "text.mp4")
    try await expect(.notAFilm, path, "text.mp4")
  }

  @Test(arguments: [
    (SampleFilm.constantRate, 0.6, "nothing in it can be decoded"), (.fragmented, 0.7, "cut off"),
    (.transportStream, 0.61, "cut off"), (.mpeg4AVI, 0.5, "cut off"), (.matroska, 0.5, "cut off"),
    (.motionJPEG, 0.8, "cut off"), (.webm, 0.6, "cut off"),
  ])
  func truncated(_ sample: SampleFilm, share: Double, words: String) async throws {
    let folder = try TemporaryFolder()
    let path = try truncate(sample.make(in: folder), to: share)
    try await expect(.truncated, path, words)
    guard !words.hasPrefix("nothing") else { return }
    // What is there can still be had.
    var frames = 0
    let decoder = try await VideoDecoder.open(path, options: DecoderOptions(salvages: true))
    for try await _ in decoder.frames { frames += 1 }
    #expect((3...30).contains(frames))
    let summary = await decoder.summary
    #expect(summary.frames == frames && !summary.damage.isEmpty)
  }

  @Test func truncatedBehindItsIndexCanBeSalvaged() async throws {
    let folder = try TemporaryFolder()
    let whole = folder.path("fast.mp4")
    try FFmpegTool.run(
      ["-i", SampleFilm.constantRate.make(in: folder), "-c", "copy", "-movflags", "+faststart", whole])
    let path = try truncate(whole, to: 0.6)
    try await expect(.truncated, path, "--salvage")
    let output = folder.path("out.mp4")
    let written = try await Reencoding.run(path, to: output, decoding: DecoderOptions(salvages: true))
    let video = try #require(written.streams.first { $0.kind == .video })
    #expect((5..<30).contains(video.packetCount))
  }

  private func truncate(_ path: String, to share: Double) throws -> String {
    let data = try Data(contentsOf: URL(filePath: path))
    try data.prefix(Int(Double(data.count) * share)).write(to: URL(filePath: path))
    return path
  }

  /// Reading to the end fails with a code and words, whether at opening or on the way.
  private func expect(_ code: MediaError.Code, _ path: String, _ words: String) async throws {
    let error = await #expect(throws: MediaError.self) {
      let reader = try await FilmReader.open(path)
      for try await _ in reader.items {}
    }
    #expect(error?.code == code)
    #expect(error?.message.contains(words) == true, "\(error?.message ?? "no error")")
    #expect(error?.message.contains(path) == true)
  }
}
