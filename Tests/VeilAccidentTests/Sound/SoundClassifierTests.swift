import Foundation
import Testing
import VeilMedia
import VeilTesting
import VeilVision

@testable import VeilAccident

/// The model that is part of the repository, on films made here.
@Suite(.serialized, .enabled(if: FFmpegTool.isPresent, Comment(rawValue: FFmpegTool.absence)))
struct SoundClassifierTests {
  private let folder: TemporaryFolder
  private let models: ModelStore

  init() throws {
    folder = try TemporaryFolder()
    models = try ModelStore(folders: [ModelFolder(origin: .delivered, path: SoundVectors.root.path + "/Models")])
  }

  private func film(_ name: String, _ sound: [String], _ encoding: [String] = ["-c:a", "pcm_s16le"]) throws -> URL {
    let path = folder.path(name)
    try FFmpegTool.run(
      ["-f", "lavfi", "-i", "testsrc2=s=64x48:r=10:d=3"] + sound
        + ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p"] + encoding + [path])
    return URL(filePath: path)
  }

  private func classify(_ film: URL, _ options: SoundOptions = SoundOptions()) async throws -> [SoundSecond] {
    try await SoundClassifier(models: models, options: options).classify(film: film)
  }

  private struct Vectors: Decodable {
    let signals: [String: [Float]]
    let recordings: [String: [Double]]
  }

  @Test(arguments: TestSignal.allCases)
  func networkSaysWhatItSaidInTraining(_ signal: TestSignal) async throws {
    let wanted = try #require(SoundVectors.load("model", as: Vectors.self).signals[signal.rawValue])
    let network = try SoundNetwork(models: models)
    let samples = signal.samples + [Float](repeating: 0, count: network.model.windowLength - signal.samples.count)
    let found = try await network.logits(samples)
    #expect(found.count == wanted.count)
    #expect(zip(found, wanted).allSatisfy { abs($0 - $1) < 0.02 })
  }

  @Test(.enabled(if: SharedMaterial.isPresent, Comment(rawValue: SharedMaterial.absence)))
  func recordingsScoreAsInTraining() async throws {
    let shared = try #require(SharedMaterial.folder)
    let classifier = try SoundClassifier(models: models)
    let vectors = try SoundVectors.load("model", as: Vectors.self)
    #expect(vectors.recordings.count >= 20)
    for (name, wanted) in vectors.recordings.sorted(by: { $0.key < $1.key }) {
      let found = try await classifier.classify(film: shared.appending(path: name))
      #expect(abs(found.count - wanted.count) <= 1, "\(name)")
      for (second, probability) in zip(found, wanted) {
        #expect(abs(second.probability - probability) < 0.02, "\(name) at \(second.second)")
      }
    }
  }

  @Test func secondsAreThoseOfTheFilm() async throws {
    let seconds = try await classify(film("three.mkv", ["-f", "lavfi", "-i", "sine=f=300:d=2.5:r=16000"]))
    #expect(seconds.map { $0.second.rounded() } == [0, 1, 2])
    #expect(seconds.allSatisfy { (0...1).contains($0.probability) })
  }

  @Test func filmWithoutSoundHasNoSeconds() async throws {
    #expect(try await classify(film("mute.mkv", [], [])).isEmpty)
  }

  @Test func silenceIsNoCrash() async throws {
    let seconds = try await classify(film("silent.mkv", ["-f", "lavfi", "-i", "anullsrc=d=3"]))
    #expect(seconds.count == 3)
    #expect(seconds.allSatisfy { $0.probability < 0.5 })
  }

  @Test(arguments: [
    ("stereo.mp4", 44_100, ["-ac", "2", "-c:a", "aac"]), ("telephone.mkv", 8_000, ["-c:a", "pcm_u8"]),
    ("studio.mkv", 96_000, ["-c:a", "pcm_s24le"]),
  ])
  func anyRateAndDepthIsJudged(_ name: String, _ rate: Int, _ encoding: [String]) async throws {
    let tone = ["-f", "lavfi", "-i", "sine=f=440:d=3:r=\(rate)"]
    let seconds = try await classify(film(name, tone, encoding))
    #expect((3...4).contains(seconds.count))
    #expect(seconds.allSatisfy { $0.probability < 0.5 })
  }

  /// What a second is judged to be does not hang on how a recorder wrote it. (8 kHz lacks the upper half of the spectrum,
  /// so that it cannot be the same.)
  @Test(arguments: [
    ["-ac", "2", "-ar", "44100", "-c:a", "pcm_s16le"], ["-ar", "96000", "-c:a", "pcm_s24le"],
    ["-ar", "96000", "-c:a", "flac", "-sample_fmt", "s32"],
    ["-ac", "2", "-ar", "48000", "-c:a", "aac", "-b:a", "256k"],
  ])
  func codingDoesNotChangeTheVerdict(_ encoding: [String]) async throws {
    let blows = try folder.write(
      (0..<3).flatMap { _ in TestSignal.blows.samples }.flatMap { sample in
        withUnsafeBytes(of: Int16(sample * 30_000).littleEndian) { Array($0) }
      }, to: "blows.pcm")
    let raw = ["-f", "s16le", "-ar", "16000", "-ac", "1", "-i", blows]
    let wanted = try await classify(film("plain.mkv", raw))
    let found = try await classify(film("other.mkv", raw, encoding))
    #expect(wanted.count == 3)
    // Were it the same for any sound, nothing would be compared.
    let silent = try await classify(film("silent.mkv", ["-f", "lavfi", "-i", "anullsrc=d=3"]))
    #expect(zip(wanted, silent).allSatisfy { $0.probability > $1.probability + 0.2 })
    for (second, other) in zip(wanted, found) {
      #expect(abs(second.probability - other.probability) < 0.1, "\(encoding)")
    }
  }

  @Test(arguments: [(0.4, 1), (5.2, 6)])
  func soundMayBeShorterOrLongerThanThePicture(_ length: Double, _ count: Int) async throws {
    let tone = ["-f", "lavfi", "-i", "sine=f=440:d=\(length):r=16000"]
    #expect(try await classify(film("length.mkv", tone)).count == count)
  }

  @Test func lateSoundIsJudgedAtItsTime() async throws {
    let late = ["-itsoffset", "1.2", "-f", "lavfi", "-i", "anoisesrc=d=1:r=16000:seed=1"]
    let seconds = try await classify(film("late.mkv", late))
    #expect(seconds.map { $0.second.rounded() } == [0, 1, 2])
  }

  @Test func overlapGivesMoreValues() async throws {
    let tone = try film("overlap.mkv", ["-f", "lavfi", "-i", "sine=f=440:d=3:r=16000"])
    let seconds = try await classify(tone, SoundOptions(overlap: 0.5))
    #expect(zip(seconds, [0, 0.5, 1, 1.5, 2]).allSatisfy { abs($0.second - $1) < 0.05 })
    #expect(seconds.count >= 5)
  }

  @Test func streamingSaysTheSameAsTheWholeFilm() async throws {
    let film = try film("stream.mkv", ["-f", "lavfi", "-i", "anoisesrc=d=2.6:r=16000:seed=4"])
    let classifier = try SoundClassifier(models: models)
    let whole = try await classifier.classify(film: film)
    let reader = try await AudioReader.open(film.path, options: classifier.audioOptions)
    var listener = classifier.listener()
    var streamed: [SoundSecond] = []
    for try await block in reader.blocks {
      let found = try await listener.listen(to: block)
      // Bounded delay: a second is judged with the block that completes it.
      for second in found { #expect(block.time + Double(block.samples.count) / 16_000 - second.second < 1.11) }
      streamed += found
    }
    if let last = try await listener.finish() { streamed.append(last) }
    #expect(streamed == whole)
  }

  @Test func brokenFilmIsAnError() async throws {
    let bytes = (0..<4_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    let broken = try folder.write(bytes, to: "broken.mp4")
    await #expect(throws: MediaError.self) { try await classify(URL(filePath: broken)) }
  }

  // MARK: Models

  private func copyOfModel() throws -> (store: ModelStore, folder: URL) {
    let copy = folder.url.appending(path: "models")
    try FileManager.default.createDirectory(at: copy, withIntermediateDirectories: true)
    try FileManager.default.copyItem(
      at: SoundVectors.root.appending(path: "Models/sound"), to: copy.appending(path: "sound"))
    return (
      try ModelStore(folders: [ModelFolder(origin: .option, path: copy.path)]), copy.appending(path: "sound")
    )
  }

  @Test func standardStoreFindsTheModelOfTheRepository() throws {
    let store = try ModelStore(
      folders: ModelFolder.standard(option: nil, environment: [:]))
    #expect(throws: Never.self) { try SoundNetwork(models: store) }
  }

  @Test func missingModelIsNamed() throws {
    let store = try ModelStore(folders: [ModelFolder(origin: .option, path: folder.url.path)])
    let error = #expect(throws: SoundError.self) { try SoundClassifier(models: store) }
    #expect(error?.code == .modelMissing)
  }

  @Test func changedModelIsRefused() throws {
    let (store, sound) = try copyOfModel()
    let file = sound.appending(path: try SoundModel.read(sound.path + "/model.json").file.name)
    var bytes = try Data(contentsOf: file)
    bytes[bytes.count / 2] ^= 1
    try bytes.write(to: file)
    let error = #expect(throws: VisionError.self) { try SoundClassifier(models: store) }
    #expect(error?.code == .modelHashMismatch)
  }

  @Test(arguments: [
    ("\"crash\"", "\"bump\""), ("\"hop\": 160", "\"hop\": 0"), ("\"windowLength\": 16000", "\"windowLength\": 1"),
    ("\"threshold\": 0", "\"threshold\": 7"), ("\"name\": \"veil-sound-1.onnx\"", "\"name\": \"../veil.onnx\""),
    ("{", "["),
  ])
  func wrongDescriptionIsRefused(_ old: String, _ new: String) throws {
    let (store, sound) = try copyOfModel()
    let path = sound.appending(path: "model.json")
    let text = try String(contentsOf: path, encoding: .utf8)
    try #require(text.contains(old))
    try Data(text.replacing(old, with: new).utf8).write(to: path)
    let error = #expect(throws: SoundError.self) { try SoundClassifier(models: store) }
    #expect(error?.code == .modelUnusable)
  }

  @Test func featuresOfAnotherSizeAreRefused() async throws {
    let (store, sound) = try copyOfModel()
    let path = sound.appending(path: "model.json")
    let text = try String(contentsOf: path, encoding: .utf8)
    try Data(text.replacing("\"hop\": 160", with: "\"hop\": 4000").utf8).write(to: path)
    let silence = AudioBlock(time: 0, samples: [Float](repeating: 0, count: 16_000))
    var listener = try SoundClassifier(models: store).listener()
    await #expect(throws: VisionError.self) { try await listener.listen(to: silence) }
  }

  @Test(arguments: [-0.1, 0.95, .nan])
  func overlapOutsideItsRangeIsRefused(_ overlap: Double) {
    let error = #expect(throws: SoundError.self) {
      try SoundClassifier(models: models, options: SoundOptions(overlap: overlap))
    }
    #expect(error?.code == .setting)
  }
}
