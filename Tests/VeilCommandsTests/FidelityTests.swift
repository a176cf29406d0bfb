import Foundation
import Testing
import VeilPrivacy
import VeilTesting

/// What must not change although every picture is encoded again: number and times of frames, duration, size, depth,
/// rotation, and every packet of sound.
@Suite(.enabled(if: FFmpegTool.isPresent, "ffmpeg's command line is not installed"))
struct FidelityTests {
  @Test(arguments: [
    SampleFilm.constantRate, .variableRate, .ntsc, .lateStart, .rotated, .mirrored, .oddSize, .tenBit, .fullHD,
    .audioFirst, .threeAudios, .matroska, .transportStream, .motionJPEG, .hevc, .anamorphic, .trimmed,
  ])
  func rendered(_ sample: SampleFilm) async throws {
    let desk = try FilmDesk(sample)
    let run = try await desk.protect(["--detections", desk.detections([FilmDesk.box(20, 20, 60, 40)])])
    #expect(run.status == 0, "\(run.transcript)")
    #expect(desk.written == desk.complete)
    try compare(desk, videos: 1)
    let report = try desk.report()
    #expect(report.mode == .rendered)
    #expect(report.coverage.framesWithRegions == 1)
    #expect(report.damagedFrames.isEmpty)
  }

  @Test func twoVideoStreamsWithSoundFirst() async throws {
    let desk = try FilmDesk(.twoVideosAudioFirst)
    let run = try await desk.protect([
      "--detections", desk.detections([FilmDesk.box(0, 0, 1000, 1000)]), "--method", "solid", "--solid-color", "black",
    ])
    #expect(run.status == 0, "\(run.transcript)")
    #expect(desk.written == desk.complete)
    try compare(desk, videos: 2)
    // Every picture of both streams is black, so neither was copied through.
    for stream in 0..<2 {
      let luma = try FFmpegTool.run([
        "-i", desk.output, "-map", "0:v:\(stream)", "-f", "rawvideo", "-pix_fmt", "gray", "-",
      ])
      #expect(luma.count > 0)
      #expect(luma.allSatisfy { $0 <= 24 }, "stream \(stream) shows something")
    }
  }

  @Test func mutedSoundIsNamed() async throws {
    let desk = try FilmDesk(.constantRate)
    let run = try await desk.protect(["--detections", desk.detections([FilmDesk.box(0, 0, 9, 9)]), "--audio", "mute"])
    #expect(run.status == 0, "\(run.transcript)")
    #expect(try FFmpegTool.probe(desk.output, ["-show_entries", "stream=codec_type"]) == ["video"])
    #expect(try desk.report().dropped.contains { $0.what.contains("audio") })
  }

  private func compare(_ desk: FilmDesk, videos: Int) throws {
    for stream in 0..<videos {
      let before = try times(desk.film, stream)
      #expect(before.count > 5)
      #expect(try times(desk.output, stream) == before)
      let shape = "stream=width,height,sample_aspect_ratio"
      #expect(try facts(desk.output, stream, shape) == facts(desk.film, stream, shape))
      #expect(try depth(desk.output, stream) == depth(desk.film, stream))
      let rotation = "stream_side_data=rotation"
      #expect(try facts(desk.output, stream, rotation) == facts(desk.film, stream, rotation))
    }
    #expect(try count(desk.output, "v") == videos)
    let sounds = try count(desk.film, "a")
    #expect(try count(desk.output, "a") == sounds)
    for stream in 0..<sounds {
      #expect(
        try FFmpegTool.packetHash(desk.output, streams: "a:\(stream)")
          == FFmpegTool.packetHash(desk.film, streams: "a:\(stream)"))
    }
    let durations = try [desk.film, desk.output].map { path in
      Double(try FFmpegTool.probe(path, ["-show_entries", "format=duration"]).first ?? "") ?? 0
    }
    #expect(durations[0] > 0.1)
    #expect(abs(durations[0] - durations[1]) < 0.021)
  }

  /// Times of frames in the order of showing; those of AVI and of transport streams come with an offset of the container.
  private func times(_ path: String, _ stream: Int) throws -> [Int] {
    let lines = try facts(path, stream, "frame=best_effort_timestamp_time")
    let seconds = lines.compactMap { Double($0.split(separator: ",").first ?? "") }
    let isOffset = path.hasSuffix(".ts") || path.hasSuffix(".avi")
    return seconds.map { Int((($0 - (isOffset ? seconds.first ?? 0 : 0)) * 1000).rounded()) }
  }

  private func facts(_ path: String, _ stream: Int, _ entries: String) throws -> [String] {
    try FFmpegTool.probe(path, ["-select_streams", "v:\(stream)", "-show_entries", entries])
      .filter { !$0.isEmpty && !$0.hasPrefix("side_data") }
  }

  private func depth(_ path: String, _ stream: Int) throws -> Bool {
    try facts(path, stream, "stream=pix_fmt").contains { $0.contains("10") }
  }

  private func count(_ path: String, _ kind: String) throws -> Int {
    // Streams of a transport stream are printed again under their program.
    Set(try FFmpegTool.probe(path, ["-select_streams", kind, "-show_entries", "stream=index"])).count
  }
}
