import Foundation
import Testing
import VeilMedia
import VeilTesting

/// Films go through decoding and encoding with their timing, size, colours and sound unchanged, as `ffprobe` sees them.
@Suite(.enabled(if: FFmpegTool.isPresent, "ffmpeg's command line is not installed"))
struct FilmRoundTripTests {
  @Test(.enabled(if: SharedMaterial.isPresent, "../shared is absent"), arguments: ["carnd_vd_test_video.mp4"])
  func realFilm(name: String) async throws {
    let folder = try TemporaryFolder()
    try await expectFaithful(SharedMaterial.media(name), output: folder.path("out.mp4"))
    #expect(folder.names == ["out.mp4"])
  }

  @Test(arguments: SampleFilm.allCases)
  func sampleFilm(_ sample: SampleFilm) async throws {
    let folder = try TemporaryFolder()
    try await expectFaithful(
      try sample.make(in: folder), output: folder.path(sample == .motionJPEG ? "out.mov" : "out.mp4"))
  }

  @Test func drawnFilm() async throws {
    let folder = try TemporaryFolder()
    var film = SyntheticFilm()
    film.movers = [
      .init(start: PixelRect(x: 20, y: 40, width: 30, height: 20), velocity: (x: 2.5, y: 0.5), frames: 5..<45)
    ]
    try await film.make(at: folder.path("drawn.mp4"))
    var index = 0
    for try await frame in try await VideoDecoder.open(folder.path("drawn.mp4")).frames {
      let place = film.rect(of: film.movers[0], in: index)
      let bright = try frame.withPlane(0) { (plane: Plane<UInt8>) in
        (0..<plane.height).flatMap { y in (0..<plane.width).map { (x: $0, y: y) } }.filter {
          plane.row($0.y)[$0.x] > 200
        }
      }
      #expect(bright.map(\.x).min() == place?.x && bright.map(\.y).min() == place?.y)
      index += 1
    }
    #expect(index == film.frameCount)
  }

  @Test func sizeThatChangesIsRefused() async throws {
    let folder = try TemporaryFolder()
    let parts = try ["320x180", "160x90"].map { size in
      let path = folder.path(size + ".ts")
      try FFmpegTool.run(
        [
          "-f", "lavfi", "-i", "testsrc2=s=\(size):d=0.4", "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt",
          "yuv420p",
        ]
          + [path])
      return try Data(contentsOf: URL(filePath: path))
    }
    let joined = try folder.write(parts[0] + parts[1], to: "joined.ts")
    let error = await #expect(throws: MediaError.self) {
      for try await _ in try await VideoDecoder.open(joined).frames {}
    }
    #expect(error?.code == .unsupportedStream || error?.code == .damaged)
  }

  private func expectFaithful(_ input: String, output: String) async throws {
    let written = try await Reencoding.run(input, to: output)
    let (from, to) = (try MediaProbe.probe(input), try MediaProbe.probe(output))
    #expect(to.videoStreams.count == from.videoStreams.count)
    for (before, after) in zip(from.videoStreams, to.videoStreams) {
      try expectSameTimes(input, before, output, after)
      #expect(after.video?.width == before.video?.width)
      #expect(after.video?.height == before.video?.height)
      #expect(after.video?.frameFormat?.bitDepth == before.video?.frameFormat?.bitDepth)
      if let length = seconds(before), from.formatName.contains("mp4") {
        // MP4 counts in decoding times, which encoders choose when B-frames meet a variable rate: less than a frame.
        #expect(abs((seconds(after) ?? 0) - length) < 0.021, "the last frame is shown for another time")
      }
      #expect(after.video?.rotation == before.video?.rotation)
      #expect(after.video?.sampleAspect ?? Rational(1, 1) == before.video?.sampleAspect ?? Rational(1, 1))
      expectSameColours(before, after)
    }
    if !from.audioStreams.isEmpty {
      // Transport streams put a header before every packet, so there only the decoded sound can be the same.
      let hash = from.formatName == "mpegts" ? FFmpegTool.contentHash : FFmpegTool.packetHash
      #expect(try hash(output, "a") == hash(input, "a"))
    }
    let kept = from.streams.filter { $0.kind == .video || $0.kind == .audio }
    #expect(to.streams.map(\.kind) == kept.map(\.kind))
    #expect(written.dropped.map(\.index) == from.streams.filter { !kept.contains($0) }.map(\.index))
  }

  private func expectSameTimes(
    _ input: String, _ before: StreamInfo, _ output: String, _ after: StreamInfo
  ) throws {
    let times = try FFmpegTool.frameTimes(input, stream: before.index)
    let found = try FFmpegTool.frameTimes(output, stream: after.index)
    #expect(times.count > 3)
    #expect(found.count == times.count)
    #expect(
      zip(times, found).allSatisfy { before, after in
        before.map { abs($0 - (after ?? -1)) < 0.000_002 } ?? true
      })
  }

  private func seconds(_ stream: StreamInfo) -> Double? {
    stream.durationTicks.map { Timestamp(ticks: $0, base: stream.timeBase).seconds }
  }

  /// Not saying "limited range" and not saying where chroma sits mean the same as saying the usual.
  private func expectSameColours(_ before: StreamInfo, _ after: StreamInfo) {
    guard let before = before.video, let after = after.video, before.frameFormat?.isRGB == false else { return }
    #expect(after.colour.isFullRange == before.colour.isFullRange)
    #expect(after.colour.primaries == before.colour.primaries)
    #expect(after.colour.transfer == before.colour.transfer)
    #expect(after.colour.matrix == before.colour.matrix)
  }
}
