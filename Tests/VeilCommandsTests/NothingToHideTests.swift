import Foundation
import Testing
import VeilPrivacy
import VeilTesting

/// A film with nothing to hide comes out as a copy of its coded pictures, without what cameras hide between them.
@Suite(.enabled(if: FFmpegTool.isPresent, "ffmpeg's command line is not installed"))
struct NothingToHideTests {
  @Test func copiedFromDetections() async throws {
    let desk = try plainFilm()
    try await expectCopy(desk, ["--detections", desk.detections()])
  }

  @Test(.enabled(if: SharedMaterial.hasModels, "no models in ../shared")) func copiedAfterLooking() async throws {
    try await expectCopy(plainFilm(), [])
  }

  /// An asked-for encoding is made even if nothing is hidden.
  @Test func encodedOnRequest() async throws {
    let desk = try plainFilm()
    let run = try await desk.protect(["--detections", desk.detections(), "--codec", "h264"])
    #expect(run.status == 0, "\(run.transcript)")
    #expect(try desk.report().mode == .rendered)
  }

  private func plainFilm() throws -> FilmDesk {
    try FilmDesk(
      ffmpeg: ["-f", "lavfi", "-i", "color=c=0x405060:s=320x180:r=25:d=1.2", "-f", "lavfi", "-i", "sine=d=1.2"]
        + ["-c:v", "libx264", "-preset", "ultrafast", "-bf", "2", "-c:a", "aac"])
  }

  private func expectCopy(_ desk: FilmDesk, _ arguments: [String]) async throws {
    let run = try await desk.protect(arguments)
    #expect(run.status == 0, "\(run.transcript)")
    let report = try desk.report()
    #expect(report.mode == .copied)
    #expect(report.detections.isEmpty)
    #expect(try pictures(desk.output) == pictures(desk.film))
    #expect(try FFmpegTool.packetHash(desk.output, streams: "a") == FFmpegTool.packetHash(desk.film, streams: "a"))
    #expect(
      try FFmpegTool.frameTimes(desk.output, stream: 0) == FFmpegTool.frameTimes(desk.film, stream: 0))
    // The encoder's note is user data (SEI), as cameras' positions are.
    let note = Data("x264 - core".utf8)
    #expect(try Data(contentsOf: URL(filePath: desk.film)).range(of: note) != nil)
    #expect(try Data(contentsOf: URL(filePath: desk.output)).range(of: note) == nil)
  }

  /// MD5 of the packets of pictures without SEI (unit type 6 of ITU-T H.264).
  private func pictures(_ path: String) throws -> Data {
    try FFmpegTool.run([
      "-i", path, "-map", "0:v", "-c", "copy", "-bsf:v", "filter_units=remove_types=6", "-f", "md5", "-",
    ])
  }
}
