import Foundation
import Testing
import VeilMedia
import VeilTesting

/// A film with nothing to hide is copied without its user data and without a change in any picture.
@Suite(.enabled(if: FFmpegTool.isPresent, "ffmpeg's command line is not installed"))
struct StreamCopyTests {
  private static let secret = "N48.13710E011.57540"

  @Test(arguments: [
    (SampleFilm.constantRate, "h264_metadata", "mp4"), (.openGOP, "h264_metadata", "mp4"),
    (.constantRate, "h264_metadata", "mkv"), (.transportStream, "h264_metadata", "mp4"),
  ])
  func userDataIsRemovedAndPicturesAreKept(_ sample: SampleFilm, filter: String, suffix: String) async throws {
    let folder = try TemporaryFolder()
    let input = try signed(sample, filter: filter, in: folder)
    #expect(try content(input).contains(Data(Self.secret.utf8)))
    let film = try MediaProbe.probe(input)
    #expect(StreamCopy.refusal(for: film) == nil)
    let output = folder.path("out." + suffix)
    try await copy(film, to: output)
    #expect(try !content(output).contains(Data(Self.secret.utf8)))
    #expect(try FFmpegTool.contentHash(output, streams: "v") == FFmpegTool.contentHash(input, streams: "v"))
    // Transport streams put a header before every packet of sound.
    let hash = sample == .transportStream ? FFmpegTool.contentHash : FFmpegTool.packetHash
    #expect(try hash(output, "a") == hash(input, "a"))
  }

  @Test(arguments: [
    (SampleFilm.av1, "mp4"), (.av1, "mkv"), (.vp9, "mp4"), (.mpeg2, "ts"), (.webm, "webm"), (.hevc, "mkv"),
  ])
  func otherCodecs(_ sample: SampleFilm, suffix: String) async throws {
    let folder = try TemporaryFolder()
    let input = try sample.make(in: folder)
    let output = folder.path("out." + suffix)
    try await copy(MediaProbe.probe(input), to: output)
    #expect(try FFmpegTool.contentHash(output, streams: "v") == FFmpegTool.contentHash(input, streams: "v"))
  }

  @Test func encoderSignatureIsRemovedFromHEVC() async throws {
    let folder = try TemporaryFolder()
    let input = try SampleFilm.hevc.make(in: folder)
    #expect(try content(input).contains(Data("x265 (build".utf8)))
    try await copy(MediaProbe.probe(input), to: folder.path("out.mp4"))
    #expect(try !content(folder.path("out.mp4")).contains(Data("x265 (build".utf8)))
    #expect(
      try FFmpegTool.contentHash(folder.path("out.mp4"), streams: "v") == FFmpegTool.contentHash(input, streams: "v"))
  }

  @Test(arguments: [(SampleFilm.motionJPEG, "user data"), (.mpeg4AVI, "user data"), (.trimmed, "edit list")])
  func refused(_ sample: SampleFilm, word: String) async throws {
    let folder = try TemporaryFolder()
    let film = try MediaProbe.probe(sample.make(in: folder))
    #expect(try #require(StreamCopy.refusal(for: film)).contains(word))
  }

  @Test func everythingButPicturesAndSoundIsLeftOut() async throws {
    let folder = try TemporaryFolder()
    for sample in [SampleFilm.subtitled, .thumbnailed, .tagged] {
      let film = try MediaProbe.probe(sample.make(in: folder))
      let output = folder.path("\(sample).out.mp4")
      let written = try await copy(film, to: output)
      let copied = try MediaProbe.probe(output)
      #expect(copied.streams.map(\.kind.rawValue).sorted() == ["audio", "video"])
      #expect(written.dropped.count == film.streams.count - 2)
      let bytes = try content(output)
      for word in ["Our street", "number 12", "+48.1", "Anna", "N 48.1", "2024"] {
        #expect(!bytes.contains(Data(word.utf8)))
      }
    }
  }

  @Test func mutedFilmHasNoSoundAndSaysSo() async throws {
    let folder = try TemporaryFolder()
    var options = FilmWriterOptions()
    options.audio = .mute
    let written = try await Reencoding.run(
      SampleFilm.audioFirst.make(in: folder), to: folder.path("out.mp4"), options: options)
    #expect(try MediaProbe.probe(folder.path("out.mp4")).streams.map(\.kind) == [.video])
    #expect(written.dropped.map(\.kind) == [.audio])
  }

  private func signed(_ sample: SampleFilm, filter: String, in folder: TemporaryFolder) throws -> String {
    let path = folder.path("signed." + sample.suffix)
    let data = "086f3693-b7b3-4f2c-9653-21492feee5b8+" + Self.secret
    let source = try sample.make(in: folder)
    try FFmpegTool.run(["-i", source, "-c", "copy", "-bsf:v", "\(filter)=sei_user_data=\(data)", path])
    return path
  }

  @discardableResult
  private func copy(_ film: FilmInfo, to output: String) async throws -> WrittenFilm {
    var options = FilmWriterOptions()
    options.video = .copy
    let writer = try await FilmWriter.create(film, to: output, options: options)
    let written = try await writer.finish()
    try await FilmVerifier.verify(written, of: film)
    try await writer.commit()
    return written
  }

  private func content(_ path: String) throws -> Data { try Data(contentsOf: URL(filePath: path)) }
}
