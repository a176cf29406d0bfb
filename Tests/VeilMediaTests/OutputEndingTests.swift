import Testing
import VeilMedia
import VeilTesting

/// The container of a result that nobody has named.
@Suite struct OutputEndingTests {
  @Test(arguments: [
    (SampleFilm.constantRate, "mp4"), (.matroska, "mkv"), (.transportStream, "ts"), (.rotated, "mp4"),
    (.mpeg4AVI, "mp4"), (.h264AVI, "mp4"), (.webm, "mp4"), (.motionJPEG, "mov"),
  ])
  func preferred(_ sample: SampleFilm, ending: String) throws {
    let folder = try TemporaryFolder()
    let film = try MediaProbe.probe(sample.make(in: folder))
    #expect(OutputEnding.preferred(for: film, options: FilmWriterOptions()) == ending)
  }

  /// Whatever is chosen can be written, B-frames of old codecs in AVI included.
  @Test(arguments: [SampleFilm.mpeg4AVI, .motionJPEG, .h264AVI, .webm, .rgb, .mpeg2])
  func canBeWritten(_ sample: SampleFilm) async throws {
    let folder = try TemporaryFolder()
    let input = try sample.make(in: folder)
    let ending = try #require(
      OutputEnding.preferred(for: MediaProbe.probe(input), options: FilmWriterOptions()))
    let output = folder.path("out." + ending)
    try await Reencoding.run(input, to: output)
    #expect(try MediaProbe.probe(output).videoStreams.count == 1)
  }
}
