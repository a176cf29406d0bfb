import Foundation
import Testing
import VeilMedia
import VeilTesting

/// Every codec and container that we offer keeps frames and their times; what it cannot keep is refused beforehand.
@Suite(.enabled(if: FFmpegTool.isPresent, "ffmpeg's command line is not installed"))
struct ContainerAndCodecTests {
  @Test(arguments: VideoCodec.allCases, [SampleFilm.ntsc, .variableRate])
  func codec(_ codec: VideoCodec, sample: SampleFilm) async throws {
    let folder = try TemporaryFolder()
    let input = try sample.make(in: folder)
    let output = folder.path(codec == .ffv1 ? "out.mkv" : "out.mp4")
    var options = FilmWriterOptions()
    options.codec = codec
    options.preset = "ultrafast"
    // FFmpeg's AAC signs its first packet, and sound is copied as it is.
    options.audio = .mute
    try await Reencoding.run(input, to: output, options: options)
    let video = try #require(MediaProbe.probe(output).videoStreams.first)
    #expect(video.codec == codec.rawValue)
    let bytes = try Data(contentsOf: URL(filePath: output))
    for signature in ["Lavf5", "Lavc", "x264 - core", "x265 (build", "SVT-AV1"] {
      #expect(!bytes.contains(Data(signature.utf8)), "the output names its encoder")
    }
    // Matroska counts milliseconds, and moves all streams alike when sound begins before zero.
    let isMatroska = codec == .ffv1
    try expectSameTimes(input, output, within: isMatroska ? 0.001_001 : 0.000_002, movesAlike: isMatroska)
  }

  @Test(arguments: ["mkv", "mov", "m4v", "ts", "avi"])
  func container(_ suffix: String) async throws {
    let folder = try TemporaryFolder()
    let input = try SampleFilm.constantRate.make(in: folder)
    let output = folder.path("out." + suffix)
    try await Reencoding.run(input, to: output)
    try expectSameTimes(input, output, within: 0.001_001, movesAlike: true)
  }

  @Test func webm() async throws {
    let folder = try TemporaryFolder()
    let input = try SampleFilm.webm.make(in: folder)
    var options = FilmWriterOptions()
    options.codec = .vp9
    try await Reencoding.run(input, to: folder.path("out.webm"), options: options)
    try expectSameTimes(input, folder.path("out.webm"), within: 0.000_501)
  }

  @Test(arguments: [
    (SampleFilm.variableRate, "avi", "time"), (.rotated, "mkv", "turned"), (.constantRate, "webm", "h264"),
    (.motionJPEG, "mp4", "pcm_s16le"), (.noAudio, "doc", "does not end"), (.noAudio, "", "does not end"),
  ])
  func refused(_ sample: SampleFilm, suffix: String, word: String) async throws {
    let folder = try TemporaryFolder()
    let input = try sample.make(in: folder)
    let before = folder.names
    let error = try await #require(throws: MediaError.self) {
      try await Reencoding.run(input, to: folder.path(suffix.isEmpty ? "out" : "out." + suffix))
    }
    #expect(error.code == .unsupportedContainer)
    #expect(error.message.contains(word))
    #expect(folder.names == before)
  }

  private func expectSameTimes(
    _ input: String, _ output: String, within tolerance: Double, movesAlike: Bool = false
  ) throws {
    let index = try #require(MediaProbe.probe(input).videoStreams.first).index
    let times = try FFmpegTool.frameTimes(input, stream: index).compactMap { $0 }
    let found = try FFmpegTool.frameTimes(output, stream: index).compactMap { $0 }
    let offset = movesAlike ? (found.first ?? 0) - (times.first ?? 0) : 0
    #expect(times.count > 3)
    #expect(found.count == times.count)
    let worst = zip(times, found).map { abs($0 + offset - $1) }.max() ?? 0
    #expect(worst <= tolerance)
  }
}
