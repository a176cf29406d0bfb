import Foundation
import Testing
import VeilAccident
import VeilTesting
import VeilVision

/// Whole scans, picture and the sound network of the repository, of films as cameras ought not to write them.
@Suite(.serialized, .enabled(if: FFmpegTool.isPresent, Comment(rawValue: FFmpegTool.absence))) struct ScanSoundTests {
  private let folder: TemporaryFolder
  private let tiny: TinyBackbone

  init() throws {
    folder = try TemporaryFolder()
    tiny = try TinyBackbone()
  }

  /// A head that knows nothing: whatever is marked comes from sound.
  private func scan(_ arguments: [String]) async throws -> FilmScan {
    let path = folder.path("film.mkv")
    try FFmpegTool.run(arguments + ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", path])
    let backbone = try await tiny.backbone()
    let zero = DenseLayer(inputs: 12, outputs: 2, weights: [Float](repeating: 0, count: 24), bias: [1, 0])
    let head = AccidentHead(
      backbone: backbone.identity,
      standardiser: Standardiser(mean: [Float](repeating: 0, count: 12), scale: [Float](repeating: 1, count: 12)),
      network: SoftmaxNetwork(layers: [zero]))
    let models = try ModelStore(folders: [ModelFolder(origin: .delivered, path: SoundVectors.root.path + "/Models")])
    let scanner = try AccidentScanner(
      image: ImageClassifier(backbone: backbone, head: head), sound: SoundClassifier(models: models),
      rules: IncidentRules(fusion: Fusion(rule: .paper)))
    return try await scanner.scan(URL(filePath: path))
  }

  private func picture(_ seconds: Int, _ source: String = "testsrc2") -> [String] {
    ["-f", "lavfi", "-i", "\(source)=s=160x90:r=10:d=\(seconds)"]
  }

  private func tone(_ seconds: Double, rate: Int = 16_000) -> [String] {
    ["-f", "lavfi", "-i", "sine=f=440:d=\(seconds):r=\(rate)"]
  }

  @Test func withoutSound() async throws {
    let found = try await scan(picture(4))
    #expect(!found.hasSound)
    #expect(found.seconds.count == 4)
    #expect(found.seconds.allSatisfy { $0.image != nil && $0.sound == nil })
    #expect(found.incidents.isEmpty)
  }

  @Test func aSilentTrack() async throws {
    let found = try await scan(picture(4) + ["-f", "lavfi", "-i", "anullsrc=d=4", "-c:a", "pcm_s16le"])
    #expect(found.hasSound)
    #expect(found.seconds.count == 4)
    #expect(found.seconds.allSatisfy { $0.image != nil && $0.sound != nil })
    #expect(found.incidents.isEmpty)
  }

  @Test(arguments: [
    (8_000, ["-c:a", "pcm_u8"]), (44_100, ["-ac", "2", "-c:a", "aac"]), (96_000, ["-c:a", "pcm_s24le"]),
  ])
  func anyKindOfSound(rate: Int, coding: [String]) async throws {
    let found = try await scan(picture(3) + tone(3, rate: rate) + coding)
    #expect(found.hasSound)
    #expect(found.seconds.prefix(3).allSatisfy { $0.image != nil && $0.sound != nil })
    #expect(found.incidents.isEmpty)
  }

  @Test(arguments: [1.5, 7]) func soundOfAnotherLength(length: Double) async throws {
    let found = try await scan(picture(4) + tone(length) + ["-c:a", "pcm_s16le"])
    #expect(found.seconds.map { $0.second.rounded() } == (0..<max(4, Int(length.rounded(.up)))).map(Double.init))
    #expect(found.seconds.count { $0.image != nil } == 4)
    #expect(found.seconds.count { $0.sound != nil } == Int(length.rounded(.up)))
    #expect(found.incidents.isEmpty)
  }

  /// What is not to be seen may still be heard.
  @Test func aBlackFilmIsListenedTo() async throws {
    let blows = try folder.write(
      [3_000, 3_000, 30_000, 3_000].flatMap { level in TestSignal.blows.samples.map { $0 * level } }.flatMap { sample in
        withUnsafeBytes(of: Int16(sample).littleEndian) { Array($0) }
      }, to: "blows.pcm")
    let raw = ["-f", "s16le", "-ar", "16000", "-ac", "1", "-i", blows, "-c:a", "pcm_s16le"]
    let found = try await scan(picture(4, "color") + raw)
    #expect(found.blankPictures == 4)
    #expect(found.seconds.allSatisfy { $0.image == nil && $0.sound != nil })
    // Only what is louder than the rest counts.
    #expect(found.seconds.map(\.impact) == [0, 0, found.seconds[2].sound, 0])
    #expect(found.seconds.map(\.smoothed).max() == found.seconds[2].sound)
  }

  @Test func oneFrameAndThreeSecondsOfSound() async throws {
    let one = ["-f", "lavfi", "-i", "testsrc2=s=160x90:r=10:d=0.1"]
    let found = try await scan(one + tone(3) + ["-c:a", "pcm_s16le"])
    #expect(found.seconds.map { $0.second.rounded() } == [0, 1, 2])
    #expect(found.seconds.map { $0.image != nil } == [true, false, false])
    #expect(found.seconds.allSatisfy { $0.sound != nil })
  }
}
