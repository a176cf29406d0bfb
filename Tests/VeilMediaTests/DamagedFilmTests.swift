import Foundation
import Testing
import VeilMedia
import VeilTesting

private let samplesToDamage: [SampleFilm] = [
  .noAudio, .constantRate, .hevc, .motionJPEG, .mpeg4AVI, .matroska, .oddSize, .vp9, .mpeg2, .transportStream,
  .tenBit,
]

/// Damage in the middle of a film is an error, or, when salvaging, a damaged frame at its own time; a picture that the
/// decoder made up never looks sound.
@Suite(.enabled(if: FFmpegTool.isPresent, "ffmpeg's command line is not installed"))
struct DamagedFilmTests {
  @Test(arguments: samplesToDamage, [1, 4])
  func strictlyRefused(_ sample: SampleFilm, threads: Int) async throws {
    let folder = try TemporaryFolder()
    let path = try damage(sample.make(in: folder))
    let error = await #expect(throws: MediaError.self) {
      let decoder = try await VideoDecoder.open(path, options: DecoderOptions(threads: threads))
      for try await _ in decoder.frames {}
    }
    // In Matroska a broken length may reach to the end of the file.
    #expect(error?.code == .damaged || (sample == .matroska && error?.code == .truncated))
    #expect(error?.message.contains(path) == true)
  }

  @Test(arguments: samplesToDamage)
  func salvaged(_ sample: SampleFilm) async throws {
    let folder = try TemporaryFolder()
    let path = try sample.make(in: folder)
    let sound = try await frames(path, DecoderOptions())
    try damage(path)
    let found = try await frames(path, DecoderOptions(salvages: true))
    let damaged = found.filter(\.isDamaged)
    #expect(!damaged.isEmpty)
    #expect(damaged.count < found.count)
    let originals = Dictionary(uniqueKeysWithValues: sound.map { ($0.timestamp.ticks, $0) })
    for frame in found where !frame.isDamaged {
      // Frames of AVI have only the times that the decoder counts out.
      guard let original = originals[frame.timestamp.ticks], sample != .mpeg4AVI else { continue }
      #expect(try luma(frame) == luma(original), "the frame at \(frame.timestamp.clock) is not what it was")
    }
    if [.noAudio, .constantRate, .hevc, .vp9, .tenBit].contains(sample) {
      #expect(found.map(\.timestamp) == sound.map(\.timestamp))
    }
  }

  @Test func blankFramesAreBlack() async throws {
    let folder = try TemporaryFolder()
    let path = try damage(SampleFilm.noAudio.make(in: folder))
    let output = folder.path("out.mp4")
    try await Reencoding.run(path, to: output, decoding: DecoderOptions(salvages: true)) { frame, _ in
      guard frame.isDamaged else { return frame }
      var canvas = try FrameCanvas(like: frame)
      try canvas.fillBlack(isFullRange: frame.colour.isFullRange)
      return try canvas.finish()
    }
    let found = try await frames(output, DecoderOptions())
    #expect(found.count == 30)
    #expect(try found.contains { try luma($0).allSatisfy { $0 <= 18 } })
  }

  /// Overwrites a stretch in the middle of a file.
  @discardableResult
  private func damage(_ path: String) throws -> String {
    var data = try Data(contentsOf: URL(filePath: path))
    var generator = SplitMix64(seed: 7)
    let middle = data.count / 2
    for index in middle..<min(data.count, middle + 3000) { data[index] = UInt8.random(in: 0...255, using: &generator) }
    try data.write(to: URL(filePath: path))
    return path
  }

  private func frames(_ path: String, _ options: DecoderOptions) async throws -> [VideoFrame] {
    var found: [VideoFrame] = []
    for try await frame in try await VideoDecoder.open(path, options: options).frames { found.append(frame) }
    return found
  }

  private func luma(_ frame: VideoFrame) throws -> [UInt16] {
    frame.format.bytesPerSample == 1 ? try samples(frame, UInt8.self) : try samples(frame, UInt16.self)
  }

  private func samples<Sample: FixedWidthInteger & UnsignedInteger>(
    _ frame: VideoFrame, _: Sample.Type
  ) throws -> [UInt16] {
    try frame.withPlane(0) { (plane: Plane<Sample>) in
      (0..<plane.height).flatMap { y in UnsafeBufferPointer(start: plane.row(y), count: plane.width).map { UInt16($0) }
      }
    }
  }
}
