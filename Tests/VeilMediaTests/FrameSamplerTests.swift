import Foundation
import Testing
import VeilMedia
import VeilTesting

/// Pictures at even distances are the ones that decoding everything gives at those times.
@Suite(.enabled(if: FFmpegTool.isPresent, Comment(rawValue: FFmpegTool.absence))) struct FrameSamplerTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Eight seconds; every second is brighter than the one before.
  private func film(_ name: String, _ coding: [String]) throws -> String {
    let path = folder.path(name)
    try FFmpegTool.run(
      ["-f", "lavfi", "-i", "color=c=black:s=160x90:r=25:d=8", "-vf", "geq=lum='20+25*floor(T)':cb=128:cr=128"] + coding
        + [path])
    return path
  }

  private func samples(_ path: String, interval: Double) async throws -> [FrameSample] {
    var samples: [FrameSample] = []
    for try await sample in try await FrameSampler.open(path, interval: interval).samples { samples.append(sample) }
    return samples
  }

  private func brightness(_ frame: VideoFrame) throws -> Int {
    try frame.withPlane(0, as: UInt8.self) { Int($0.row(40)[80]) }
  }

  @Test(arguments: [
    ["-c:v", "libx264", "-g", "25", "-bf", "0", "-sc_threshold", "0"], ["-c:v", "libx264", "-g", "250", "-bf", "3"],
    ["-c:v", "libx264", "-g", "250", "-bf", "0"], ["-c:v", "mpeg4", "-g", "12"],
    ["-c:v", "libx264", "-g", "50", "-bf", "3", "-sc_threshold", "0"],
    ["-c:v", "libx264", "-g", "60", "-bf", "0", "-sc_threshold", "0"],
    ["-c:v", "libx264", "-bf", "3", "-x264-params", "open-gop=1:keyint=60:min-keyint=60:scenecut=0"],
    ["-c:v", "libx265", "-x265-params", "log-level=none:open-gop=1:keyint=60:min-keyint=60:scenecut=0"],
    ["-c:v", "libx265", "-x265-params", "log-level=none:open-gop=0:keyint=60:min-keyint=60:scenecut=0"],
    ["-c:v", "mjpeg", "-pix_fmt", "yuvj420p"],
  ])
  func aPictureASecond(coding: [String]) async throws {
    let samples = try await samples(film("film.mkv", coding), interval: 1)
    #expect(samples.count == 8)
    #expect(samples.map(\.index) == Array(0..<8))
    for sample in samples {
      #expect(abs(sample.seconds - Double(sample.index)) < 0.25)
      let studio = 20 + 25 * Int(sample.seconds + 0.001)
      // Motion JPEG's samples use the full range, 0 to 255 for 16 to 235.
      let expected = coding.contains("yuvj420p") ? (studio - 16) * 255 / 219 : studio
      #expect(abs(try brightness(sample.frame) - expected) < 14)
    }
  }

  /// What is passed over before decoding begins anew changes neither which pictures are taken nor what they show.
  @Test(arguments: [40, 50, 60, 250]) func whatIsPassedOverIsNotMissed(distance: Int) async throws {
    let path = folder.path("moving.mp4")
    try FFmpegTool.run([
      "-f", "lavfi", "-i", "testsrc2=s=320x180:r=25:d=8", "-c:v", "libx264", "-pix_fmt", "yuv420p", "-bf", "0", "-g",
      "\(distance)", "-sc_threshold", "0", path,
    ])
    let found = try await samples(path, interval: 1)
    #expect(found.map(\.seconds) == (0..<8).map(Double.init))
    var index = 0
    for try await frame in try await VideoDecoder.open(path).frames {
      if index % 25 == 0 {
        let sample = found[index / 25].frame
        let isSame = try sample.withPlane(0, as: UInt8.self) { seen in
          try frame.withPlane(0, as: UInt8.self) { whole in
            (0..<180).allSatisfy { y in (0..<320).allSatisfy { seen.row(y)[$0] == whole.row(y)[$0] } }
          }
        }
        #expect(isSame, "picture \(index)")
      }
      index += 1
    }
    #expect(index == 200)
  }

  @Test func everyPicture() async throws {
    let samples = try await samples(film("all.mp4", ["-c:v", "libx264", "-bf", "2"]), interval: 0)
    #expect(samples.count == 200)
    #expect(samples.map(\.index) == Array(0..<200))
  }

  @Test func picturesAreUpright() async throws {
    let sample = try SampleFilm.rotated.make(in: folder)
    let first = try #require(try await samples(sample, interval: 1).first)
    #expect(first.frame.format.height > first.frame.format.width)
  }

  @Test func damageIsNotPassedOver() async throws {
    let path = try film("whole.mkv", ["-c:v", "libx264", "-g", "25", "-bf", "0"])
    var bytes = try [UInt8](Data(contentsOf: URL(filePath: path)))
    for index in stride(from: bytes.count / 3, to: bytes.count / 3 + 400, by: 3) { bytes[index] ^= 0x5a }
    let broken = try folder.write(bytes, to: "broken.mkv")
    await #expect(throws: MediaError.self) { try await samples(broken, interval: 0) }
    var count = 0
    for try await _ in try await FrameSampler.open(broken, interval: 1, salvages: true).samples { count += 1 }
    #expect(count > 3)
  }
}
