import Cryptography
import Foundation
import Testing
import VeilAgent
import VeilEvidence
import VeilTesting

/// From what a camera does to its card to records that follow each other.
@Suite(.enabled(if: FFmpegTool.isPresent, Comment(rawValue: FFmpegTool.absence)))
struct RecorderTests {
  @Test func aGrowingFilmIsRecordedOnceItIsClosed() async throws {
    let world = try DashcamWorld()
    let recorder = try world.recorder()
    let path = world.recordings + "/" + DashcamWorld.name(0)
    let bytes = try DashcamWorld.bytes(0)
    for part in 1...3 {
      try bytes.prefix(bytes.count * part / 4).write(to: URL(filePath: path))
      #expect(try await recorder.round() == 0)
      world.clock.pass(2)
    }
    try bytes.write(to: URL(filePath: path))
    #expect(try await recorder.round() == 0)
    world.clock.pass(2)
    #expect(try await recorder.round() == 0)
    world.clock.pass(2)
    #expect(try await recorder.round() == 1)
    #expect(try await recorder.round() == 0)
    #expect(try world.numbers() == [0])
  }

  @Test func aFilmThatIsNotFinishedIsWaitedForAndThenNamed() async throws {
    let world = try DashcamWorld()
    let recorder = try world.recorder()
    try DashcamWorld.bytes(0).prefix(2_000).write(to: URL(filePath: world.recordings + "/" + DashcamWorld.name(0)))
    for _ in 0..<3 {
      #expect(try await recorder.round() == 0)
      world.clock.pass(10)
    }
    #expect(world.events(.skipped).isEmpty)
    world.clock.pass(200)
    #expect(try await recorder.round() == 0)
    #expect(world.events(.skipped).count == 1)
    #expect(try world.store().skippedCount() == 1)
    try world.record(1)
    #expect(try await recorder.round(takesAll: true) == 1)
    #expect(world.events(.skipped).count == 1)
  }

  @Test func aFilmWhoseEndIsMissingIsEvidenceWhereItsFirstPictureIsWhole() async throws {
    let world = try DashcamWorld()
    let whole = world.folder.path("whole.ts")
    let mp4 = try world.folder.write(try DashcamWorld.bytes(0), to: "whole.mp4")
    try FFmpegTool.run(["-i", mp4, "-c", "copy", whole])
    let bytes = try Data(contentsOf: URL(filePath: whole))
    try bytes.prefix(bytes.count / 2 + 77).write(to: URL(filePath: world.recordings + "/cut.ts"))
    #expect(try await world.recorder().round(takesAll: true) == 1)
    let segment = try #require(try world.store().recentSegments().first)
    #expect(segment.isDamaged)
    #expect(try segment.commitment == (await SegmentCommitment(ofFilm: segment.path, salvages: true)))
  }

  @Test func loopOverwritingMakesNewRecords() async throws {
    let world = try DashcamWorld()
    let recorder = try world.recorder()
    for minute in 0..<3 {
      try world.record(minute, at: 0)
      #expect(try await recorder.round(takesAll: true) == 1)
    }
    #expect(try world.numbers() == [0, 1, 2])
    _ = try RecordChain(try world.store().recentSegments().map(\.record))
  }

  @Test func aFilmThatVanishesLeavesNoRecord() async throws {
    let world = try DashcamWorld()
    let path = try world.record(0)
    let recorder = try world.recorder { point in
      if point == .segmentHashed { try? FileManager.default.removeItem(atPath: path) }
    }
    #expect(try await recorder.round(takesAll: true) == 0)
    #expect(world.events(.vanished).count == 1)
    #expect(try world.numbers().isEmpty)
  }

  @Test func aCopyOfAFilmIsNoOtherFilm() async throws {
    let world = try DashcamWorld()
    try FileManager.default.copyItem(atPath: try world.record(0), toPath: world.recordings + "/copy.mp4")
    #expect(try await world.recorder().round(takesAll: true) == 1)
    #expect(world.events(.skipped).count == 1)
  }

  @Test(arguments: [-3_600.0, 3_600, -86_400])
  func theClockMayJump(seconds: Double) async throws {
    let world = try DashcamWorld()
    let recorder = try world.recorder()
    try world.record(0)
    _ = try await recorder.round(takesAll: true)
    world.clock.jump(seconds)
    try world.record(1, at: 60 + seconds)
    _ = try await recorder.round(takesAll: true)
    // A jump to another day changes the key, no jump loses or repeats a number.
    let records = try world.store().recentSegments().map(\.record)
    for device in Set(records.map(\.record.device)) {
      _ = try RecordChain(records.filter { $0.record.device == device })
    }
    #expect(records.count == 2)
  }

  @Test func theKeyChangesWithTheDay() async throws {
    let world = try DashcamWorld()
    let recorder = try world.recorder()
    try world.record(0)
    _ = try await recorder.round(takesAll: true)
    world.clock.pass(86_400)
    try world.record(1, at: 86_400)
    _ = try await recorder.round(takesAll: true)
    #expect(try world.numbers() == [0, 0])
    let devices = try world.store().devices()
    #expect(devices.count == 2)
    #expect(devices[0].handOver?.isValid == true)
    #expect(devices[0].handOver?.to.address == devices[1].device)
  }

  @Test(arguments: [
    ("20240506_070809_012F.MP4", true), ("2024_0506_070809_012.MP4", true), ("NO20240506-070809-000012F.MP4", true),
    ("FILE240506-070809F.MP4", true), ("2024-05-06 07.08.09.mp4", true), ("MOV_0581.mp4", false), ("clip.mp4", false),
    ("20249906_070809.mp4", false),
  ])
  func timesInNames(name: String, isKnown: Bool) {
    let expected = DashcamWorld.beginning + 489_000
    #expect(RecordingName.start(name, offset: 0) == (isKnown ? expected : nil))
    if isKnown { #expect(RecordingName.start(name, offset: 3_600) == expected - 3_600_000) }
  }

  @Test func filmsInFoldersAreFoundAndOthersAreNot() async throws {
    let world = try DashcamWorld()
    let inner = world.recordings + "/100MEDIA/RO"
    try FileManager.default.createDirectory(atPath: inner, withIntermediateDirectories: true)
    for name in ["a.MP4", ".hidden.mp4", "notes.txt"] { try Data([1]).write(to: URL(filePath: inner + "/" + name)) }
    #expect(try RecordingsFolder(path: world.recordings).files().map(\.name) == ["a.MP4"])
    #expect(throws: AgentError.self) { try RecordingsFolder(path: world.recordings + "/gone").files() }
  }
}
