import Foundation
import Glibc
import Testing
import VeilMedia
import VeilTesting

/// A film that comes through a pipe is read once: frames are decoded and sound is handed on in the same pass.
@Suite(.enabled(if: FFmpegTool.isPresent, "ffmpeg's command line is not installed"))
struct LiveInputTests {
  @Test(arguments: [SampleFilm.matroska, .transportStream, .fragmented])
  func pipe(_ sample: SampleFilm) async throws {
    let folder = try TemporaryFolder()
    let input = try sample.make(in: folder)
    let pipe = folder.path("camera")
    try #require(mkfifo(pipe, 0o600) == 0)
    let feeder = Task.detached {
      let data = try Data(contentsOf: URL(filePath: input))
      try FileHandle(forWritingTo: URL(filePath: pipe)).write(contentsOf: data)
    }
    let reader = try await FilmReader.open(pipe, copiesAudio: true)
    let output = folder.path("out.mp4")
    let writer = try await FilmWriter.create(reader.info, to: output, packetsOf: reader)
    var frames = 0
    for try await item in reader.items {
      switch item {
      case .frame(let frame, let stream):
        try await writer.write(frame, stream: stream)
        frames += 1
      case .packet(let packet): try await writer.write(packet)
      }
    }
    let written = try await writer.finish()
    let video = try #require(reader.info.videoStreams.first).index
    try await FilmVerifier.verify(written, of: reader.info, frames: [video: frames])
    try await writer.commit()
    try await feeder.value
    #expect(frames == 30)
    #expect(
      try FFmpegTool.contentHash(output, streams: "a") == FFmpegTool.contentHash(again(input, folder), streams: "a"))
  }

  /// The same sound, once through an MP4, so that both have the same priming.
  private func again(_ input: String, _ folder: TemporaryFolder) throws -> String {
    try FFmpegTool.run(["-i", input, "-c", "copy", folder.path("again.mp4")])
    return folder.path("again.mp4")
  }
}
