import Foundation
import Testing
import VeilMedia
import VeilTesting

/// Films are made, and samples judged, by what `ffmpeg` was told to make.
@Suite(.enabled(if: FFmpegTool.isPresent, Comment(rawValue: FFmpegTool.absence)))
struct AudioReaderTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static let pictures = ["-f", "lavfi", "-i", "testsrc2=s=64x48:r=25:d=2"]
  private static let h264 = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p"]

  private static func sine(_ seconds: Double, rate: Int = 48_000, hertz: Int = 500) -> [String] {
    ["-f", "lavfi", "-i", "sine=f=\(hertz):d=\(seconds):r=\(rate)"]
  }

  private func film(_ name: String, _ arguments: [String]) throws -> String {
    let path = folder.path(name)
    try FFmpegTool.run(arguments + [path])
    return path
  }

  private struct Sound {
    var samples: [Float] = []
    var blocks: [AudioBlock] = []
    var start = 0.0
    var stream: Int?

    /// Root mean square between two times.
    func level(_ from: Double, _ to: Double) -> Float {
      let part = samples[Int((from - start) * 16_000)..<min(samples.count, Int((to - start) * 16_000))]
      return (part.reduce(0) { $0 + $1 * $1 } / Float(part.count)).squareRoot()
    }

    /// Changes of sign a second between two times, halved.
    func hertz(_ from: Double, _ to: Double) -> Double {
      let part = Array(samples[Int((from - start) * 16_000)..<Int((to - start) * 16_000)])
      return Double(zip(part, part.dropFirst()).count { $0 < 0 && $1 >= 0 }) / (to - from)
    }
  }

  private func read(_ path: String, _ options: AudioOptions = AudioOptions()) async throws -> Sound {
    let reader = try await AudioReader.open(path, options: options)
    var sound = Sound(start: reader.start, stream: reader.stream)
    for try await block in reader.blocks {
      sound.blocks.append(block)
      sound.samples += block.samples
    }
    return sound
  }

  @Test(arguments: [
    ("stereo.mp4", ["-ac", "2", "-c:a", "aac"], 48_000),
    ("telephone.mkv", ["-c:a", "pcm_u8"], 8_000),
    ("studio.mkv", ["-c:a", "pcm_s24le"], 96_000),
    ("lossless.mkv", ["-c:a", "flac", "-sample_fmt", "s32"], 96_000),
    ("six.mkv", ["-ac", "6", "-c:a", "pcm_s16le"], 44_100),
    ("compressed.avi", ["-c:a", "mp3"], 44_100),
    ("opus.webm", ["-c:v", "libvpx", "-deadline", "realtime", "-c:a", "libopus"], 48_000),
  ])
  func anyRateAndDepthBecomesTheSameTone(_ name: String, _ encoding: [String], _ rate: Int) async throws {
    let codec = name.hasSuffix("webm") ? [] : Self.h264
    let path = try film(name, Self.pictures + Self.sine(2, rate: rate) + codec + encoding)
    let sound = try await read(path)
    #expect(abs(Double(sound.samples.count) - 32_000) < 1_700)
    #expect(abs(sound.hertz(0.2, 1.8) - 500) < 3)
    #expect(sound.level(0.2, 1.8) > 0.01)
  }

  @Test func blocksAreWholeAndFollowEachOther() async throws {
    let path = try film("blocks.mkv", Self.pictures + Self.sine(2) + Self.h264 + ["-c:a", "pcm_s16le"])
    let sound = try await read(path, AudioOptions(blockLength: 700))
    #expect(sound.blocks.count == (sound.samples.count + 699) / 700)
    for (index, block) in sound.blocks.enumerated() {
      #expect(abs(block.time - sound.start - Double(index * 700) / 16_000) < 1e-9)
      #expect(block.samples.count == 700 || index == sound.blocks.count - 1)
    }
  }

  @Test func channelsAreAveraged() async throws {
    let both = try await read(
      film("both.mkv", Self.pictures + Self.sine(2) + Self.h264 + ["-ac", "1", "-c:a", "pcm_s16le"]))
    let left = try await read(
      film(
        "left.mkv",
        Self.pictures + Self.sine(2) + Self.h264 + ["-af", "pan=stereo|c0=c0|c1=0*c0", "-c:a", "pcm_s16le"]))
    #expect(abs(left.level(0.2, 1.8) / both.level(0.2, 1.8) - 0.5) < 0.01)
  }

  @Test func agreesWithFFmpegsOwnResampling() async throws {
    let path = try film(
      "noise.mkv",
      Self.pictures + ["-f", "lavfi", "-i", "anoisesrc=d=2:r=44100:c=pink:seed=3"] + Self.h264
        + ["-ac", "2", "-c:a", "pcm_s16le"])
    let raw = try FFmpegTool.run(
      ["-i", path, "-af", "aformat=flt,pan=mono|c0=0.5*c0+0.5*c1,aresample=16000:osf=flt", "-f", "f32le", "-"])
    let wanted = raw.withUnsafeBytes { Array($0.bindMemory(to: Float.self)) }
    let sound = try await read(path)
    #expect(abs(sound.samples.count - wanted.count) <= 16)
    #expect(zip(sound.samples, wanted).allSatisfy { abs($0 - $1) < 1e-4 })
  }

  @Test func filmWithoutSoundHasNoBlocks() async throws {
    let sound = try await read(film("mute.mp4", Self.pictures + Self.h264))
    #expect(sound.stream == nil)
    #expect(sound.blocks.isEmpty)
  }

  @Test func silenceIsSilent() async throws {
    let path = try film(
      "silent.mkv", Self.pictures + ["-f", "lavfi", "-i", "anullsrc=d=2"] + Self.h264 + ["-c:a", "pcm_s16le"])
    let sound = try await read(path)
    #expect(sound.samples.count > 31_000)
    #expect(sound.samples.allSatisfy { $0 == 0 })
  }

  @Test(arguments: [0.7, 3.5])
  func soundMayBeShorterOrLongerThanThePicture(_ seconds: Double) async throws {
    let sound = try await read(
      film("length.mkv", Self.pictures + Self.sine(seconds) + Self.h264 + ["-c:a", "pcm_s16le"]))
    #expect(abs(Double(sound.samples.count) / 16_000 - seconds) < 0.05)
  }

  @Test func lateSoundStartsLate() async throws {
    let path = try film(
      "late.mkv", Self.pictures + ["-itsoffset", "1.3"] + Self.sine(0.6) + Self.h264 + ["-c:a", "pcm_s16le"])
    let sound = try await read(path)
    #expect(abs(sound.start) < 0.05)
    #expect(abs(Double(sound.samples.count) / 16_000 - 1.9) < 0.05)
    #expect(sound.level(0.1, 1.2) == 0)
    #expect(sound.level(1.35, 1.85) > 0.02)
  }

  @Test func pausesAreFilledWithSilence() async throws {
    let gap = "aselect='not(between(t,0.5,1.5))'"
    let path = try film(
      "gap.mkv", Self.pictures + Self.sine(2, rate: 16_000) + Self.h264 + ["-af", gap, "-c:a", "pcm_s16le"])
    let sound = try await read(path)
    #expect(abs(Double(sound.samples.count) / 16_000 - 2) < 0.1)
    #expect(sound.level(0.1, 0.4) > 0.02)
    #expect(sound.level(0.7, 1.3) == 0)
    #expect(sound.level(1.7, 1.9) > 0.02)
  }

  @Test func soundBeforeThePictureIsKept() async throws {
    let path = try film(
      "early.mkv",
      Self.sine(2) + ["-itsoffset", "1"] + Self.pictures + ["-map", "0:a", "-map", "1:v"] + Self.h264
        + ["-c:a", "pcm_s16le"])
    let sound = try await read(path)
    #expect(abs(sound.start) < 0.01)
    #expect(sound.level(0.1, 0.9) > 0.02)
  }

  @Test func wantedStreamIsRead() async throws {
    let path = try film(
      "two.mkv",
      Self.pictures + Self.sine(2) + Self.sine(2, hertz: 900)
        + ["-map", "0", "-map", "1", "-map", "2"] + Self.h264 + ["-c:a", "pcm_s16le"])
    #expect(abs(try await read(path, AudioOptions(stream: 2)).hertz(0.2, 1.8) - 900) < 3)
    let error = await #expect(throws: MediaError.self) { try await read(path, AudioOptions(stream: 0)) }
    #expect(error?.code == .unsupportedStream)
  }

  @Test func brokenSoundIsAnErrorOrSilence() async throws {
    let path = try film("broken.wav", Self.sine(2) + ["-c:a", "flac", "-f", "flac"])
    var bytes = try Data(contentsOf: URL(filePath: path))
    for place in stride(from: bytes.count / 3, to: bytes.count * 2 / 3, by: 11) { bytes[place] ^= 0x5a }
    let broken = try folder.write(bytes, to: "broken.flac")
    let error = await #expect(throws: MediaError.self) { try await read(broken) }
    #expect(error?.code == .damaged)
    let salvaged = try await read(broken, AudioOptions(salvages: true))
    #expect(salvaged.level(0.1, 0.4) > 0.02)
  }

  @Test func longFilmTakesNoMoreThanItsBlocks() async throws {
    let path = try film("long.wav", Self.sine(60, rate: 8_000))
    let reader = try await AudioReader.open(path)
    var count = 0
    var largest = 0
    for try await block in reader.blocks {
      count += block.samples.count
      largest = max(largest, block.samples.count)
    }
    #expect(count == 960_000)
    #expect(largest == 1_600)
  }
}
