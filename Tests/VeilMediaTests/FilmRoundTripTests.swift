import Testing
import VeilMedia
import VeilTesting

/// Films go through decoding and encoding with their timing, size and sound unchanged.
@Suite(.enabled(if: SharedMaterial.isPresent && FFmpegTool.isPresent, "needs ../shared and ffmpeg's command line"))
struct FilmRoundTripTests {
  @Test(arguments: ["carnd_vd_test_video.mp4", "car-detection.mp4", "kb_dashcam.mp4"])
  func timesAndSoundAreKept(name: String) async throws {
    let folder = try TemporaryFolder()
    let input = SharedMaterial.media(name)
    let output = folder.path("out.mp4")
    let written = try await Reencoding.run(input, to: output)
    let film = try MediaProbe.probe(output)
    let video = try #require(film.videoStreams.first)
    #expect(try FFmpegTool.frameTimes(output, stream: video.index) == FFmpegTool.frameTimes(input, stream: video.index))
    #expect(try FFmpegTool.packetHash(output, streams: "a") == FFmpegTool.packetHash(input, streams: "a"))
    #expect(written.streams.map(\.place) == [0, 1])
    #expect(folder.names == ["out.mp4"])
  }
}
