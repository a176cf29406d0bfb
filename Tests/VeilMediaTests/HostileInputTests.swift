import Foundation
import Testing
import VeilMedia
import VeilTesting

/// Whatever is in a file, reading it ends with frames or with an error, never with a crash.
@Suite(.enabled(if: FFmpegTool.isPresent, "ffmpeg's command line is not installed"))
struct HostileInputTests {
  @Test(arguments: [SampleFilm.subtitled, .motionJPEG, .mpeg4AVI, .oddSize, .transportStream, .webm])
  func mutatedFilm(_ sample: SampleFilm) async throws {
    let folder = try TemporaryFolder()
    let original = [UInt8](try Data(contentsOf: URL(filePath: sample.make(in: folder))))
    var generator = SplitMix64(seed: 11)
    var outcomes: Set<String> = []
    for round in 0..<12 {
      let path = try folder.write(mutate(original, &generator), to: "mutated.\(sample.suffix)")
      for salvages in [false, true] {
        do {
          let decoder = try await VideoDecoder.open(path, options: DecoderOptions(salvages: salvages))
          for try await _ in decoder.frames {}
          outcomes.insert("read")
        } catch let error as MediaError {
          outcomes.insert(error.code.rawValue)
          #expect(error.message.contains("mutated"), "round \(round): \(error.message)")
        }
      }
      _ = try? await LocationScanner.scan(path)
    }
    // VP8 has nothing by which damage could be noticed.
    #expect(outcomes.count > 1 || sample == .webm)
  }

  @Test(arguments: ["jpg", "png", "webp", "bmp", "tiff"])
  func mutatedPicture(suffix: String) async throws {
    let folder = try TemporaryFolder()
    let path = folder.path("plain." + suffix)
    try FFmpegTool.run(["-f", "lavfi", "-i", "testsrc2=s=96x64", "-frames:v", "1", "-update", "1", path])
    var original = [UInt8](try Data(contentsOf: URL(filePath: path)))
    if suffix == "jpg" {
      original = ExifBlock.insert(ExifBlock.tiff(orientation: 6, latitude: (48, 8, 13)), intoJPEG: original)
    }
    var generator = SplitMix64(seed: 5)
    for _ in 0..<40 {
      let mutated = try folder.write(mutate(original, &generator), to: "mutated." + suffix)
      do { _ = try await StillImage.read(mutated) } catch { #expect(error is MediaError) }
      _ = try? await LocationScanner.scan(mutated)
    }
  }

  /// Changes some bytes, favours sizes and counts at the beginning, and sometimes cuts.
  private func mutate(_ bytes: [UInt8], _ generator: inout SplitMix64) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...12, using: &generator) {
      let isEarly = Bool.random(using: &generator)
      let index = Int.random(in: 0..<(isEarly ? min(2048, bytes.count) : bytes.count), using: &generator)
      bytes[index] =
        [0, 0xFF, 0x7F, UInt8.random(in: 0...255, using: &generator)].randomElement(using: &generator) ?? 0
    }
    return Int.random(in: 0..<4, using: &generator) == 0
      ? Array(bytes.prefix(Int.random(in: 1...bytes.count, using: &generator))) : bytes
  }
}
