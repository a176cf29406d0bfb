import Cryptography
import Foundation
import Testing
import Umbral
import VeilAgent
import VeilEvidence
import VeilMedia
import VeilTesting

/// From a trigger to evidence at the cloud.
@Suite(.enabled(if: FFmpegTool.isPresent, Comment(rawValue: FFmpegTool.absence)))
struct IncidentTests {
  /// Impact in seconds, and the minutes whose films belong to it.
  @Test(
    arguments: [(30, [0]), (90, [1]), (75, [0, 1]), (110, [1, 2]), (61, [0, 1]), (119, [1, 2])] as [(Double, [Int])])
  func theWindowReachesOverOneOrTwoFilms(impact: Double, minutes: [Int]) async throws {
    let world = try DashcamWorld()
    for minute in 0..<4 { try world.record(minute) }
    try world.mark(impact)
    // Twenty seconds on at most, so that one film can be enough.
    var settings = world.settings
    settings.after = 20
    try await world.agent(settings).once()
    let binding = try #require(await world.cloud.bindings.values.first?.binding)
    let expected = try world.store().recentSegments().filter { segment in
      minutes.contains(Int((segment.start - DashcamWorld.beginning) / 60_000))
    }
    #expect(binding.segments == expected.map(\.commitment))
    #expect(try world.store().incidents().map(\.state) == [.done])
    #expect(await world.cloud.complaints == [])
  }

  @Test func aLongWindowTakesThreeFilmsAndNoMore() async throws {
    let world = try DashcamWorld()
    for minute in 0..<6 { try world.record(minute) }
    try world.mark(130)
    var settings = world.settings
    settings.before = 90
    settings.after = 120
    try await world.agent(settings).once()
    let binding = try #require(await world.cloud.bindings.values.first?.binding)
    let segments = try world.store().recentSegments()
    #expect(binding.segments == [segments[1], segments[2], segments[3]].map(\.commitment))
  }

  @Test func whatIsSealedOpensForTheOwnerAndNobodyElse() async throws {
    let world = try DashcamWorld()
    let films = try (0..<3).map { try world.record($0) }
    try world.mark(75)
    try await world.agent().once()
    let (id, files) = try #require(await world.cloud.files.first)
    let binding = try #require(await world.cloud.bindings[id]?.binding)
    #expect(try binding.owner == world.owner.account(0).address)
    for rendition in Rendition.allCases {
      let path = try world.folder.write(try #require(files[rendition]), to: "\(rendition).veil")
      let sealed = binding.sealed(rendition)
      let key = try SessionKey(
        seed: try sealed.capsule.open(with: try world.owner.umbralKey(0, rendition)), incident: id,
        rendition: rendition)
      try key.check(sealed.keyCommitment)
      let opened = try SealedFile(path).open(with: key, into: world.folder.path("\(rendition)"))
      if rendition == .original {
        #expect(
          try opened.films.map { try Data(contentsOf: URL(filePath: $0)) }
            == films[0...1].map {
              try Data(contentsOf: URL(filePath: $0))
            })
      } else {
        let claim = try #require(await world.cloud.claims[id]?.claim)
        #expect(try claim.place.commitment(salt: key.placeSalt()) == binding.placeCommitment)
        let length = try MediaProbe.probe(opened.films[0]).duration ?? 0
        #expect((60...64).contains(length))
        #expect(opened.manifest.start <= DashcamWorld.beginning + 55_000)
      }
      let stranger = try SessionKey(
        seed: try sealed.capsule.open(with: try world.owner.umbralKey(1, rendition)), incident: id,
        rendition: rendition)
      #expect(throws: EvidenceError.self) { try stranger.check(sealed.keyCommitment) }
    }
    // Nothing is left that a thief of the camera could watch.
    #expect(try FileManager.default.contentsOfDirectory(atPath: StateFolder(path: world.statePath).incidents) == [])
  }

  @Test func twoImpactsInAMinuteAreOneIncident() async throws {
    let world = try DashcamWorld()
    for minute in 0..<3 { try world.record(minute) }
    try world.mark(61)
    try world.mark(118)
    try await world.agent().once()
    #expect(try world.store().incidents().count == 1)
    #expect(world.events(.merged).count == 1)
    #expect(await world.cloud.bindings.values.first?.binding.segments.count == 3)
  }

  @Test func anIncidentWaitsForFilmsThatAreStillToCome() async throws {
    let world = try DashcamWorld()
    let recorder = try world.recorder()
    try world.record(0)
    try world.mark(75)
    world.clock.pass(76)
    for _ in 0..<3 {
      _ = try await recorder.round()
      world.clock.pass(2)
    }
    #expect(try world.store().incidents().map(\.state) == [.collecting])
    // The camera's loop takes the first film; the incident has its copy.
    try FileManager.default.removeItem(atPath: world.recordings + "/" + DashcamWorld.name(0))
    try world.record(1)
    for _ in 0..<3 {
      world.clock.pass(2)
      _ = try await recorder.round()
    }
    #expect(try world.store().incidents().map(\.state) == [.gathered])
    #expect(try world.store().incidents()[0].segments.count == 2)
  }

  @Test func anIncidentWithoutAFollowingFilmIsClosedAfterAWhile() async throws {
    let world = try DashcamWorld()
    let recorder = try world.recorder()
    try world.record(0)
    try world.mark(50)
    world.clock.pass(60)
    for _ in 0..<4 {
      _ = try await recorder.round()
      world.clock.pass(100)
    }
    #expect(try world.store().incidents().map(\.state) == [.gathered])
  }

  @Test func aFilmThatWasOverwrittenTooEarlyIsNamed() async throws {
    let world = try DashcamWorld()
    let path = try world.record(0)
    _ = try await world.recorder().round(takesAll: true)
    try Data("another film".utf8).write(to: URL(filePath: path))
    try world.mark(30)
    try await world.agent().once()
    let incident = try #require(try world.store().incidents().first)
    #expect(incident.state == .failed)
    #expect(incident.problem?.contains("overwritten") == true)
  }

  @Test func anIncidentWithoutFilmIsGivenUp() async throws {
    let world = try DashcamWorld()
    try world.record(0)
    try world.mark(3_000)
    try await world.agent().once()
    #expect(try world.store().incidents().map(\.state) == [.failed])
  }

  @Test func withoutASlotNothingIsSealedUntilTheOwnerGivesMore() async throws {
    let world = try DashcamWorld(slots: 0..<1)
    for minute in 0..<8 { try world.record(minute) }
    try world.mark(30)
    try world.mark(330)
    try await world.agent().once()
    let states = try world.store().incidents().map(\.state)
    #expect(states == [.done, .protected])
    #expect(world.events(.problem).contains { $0.message.contains("pair") })
    try world.pair(1..<2)
    world.clock.pass(60)
    try await world.agent().once()
    #expect(try world.store().incidents().map(\.state) == [.done, .done])
    #expect(await world.cloud.complaints == [])
  }

  @Test func withoutAPlaceAnIncidentWaitsForOne() async throws {
    let world = try DashcamWorld()
    try world.record(0)
    try world.mark(30)
    var settings = world.settings
    settings.place = nil
    try await world.agent(settings).once()
    #expect(try world.store().incidents().map(\.state) == [.protected])
    #expect(try world.store().slotCounts().free == 4)
    world.clock.pass(60)
    try await world.agent().once()
    #expect(try world.store().incidents().map(\.state) == [.done])
  }

  @Test func positionsCorrectAClockThatIsAnHourOff() async throws {
    let world = try DashcamWorld()
    try world.locate(try world.record(0), clock: "080000.000")
    try world.mark(30)
    try await world.agent().once()
    let claim = try #require(await world.cloud.claims.values.first?.claim)
    #expect(claim.place.bucket == UInt32(DashcamWorld.beginning / 3_600_000 + 1))
    #expect(claim.place.row == 962)
    #expect(world.events(.clock).count == 1)
  }

  @Test func publishingWaitsForItsRandomTime() async throws {
    let world = try DashcamWorld()
    try world.record(0)
    try world.mark(30)
    var settings = world.settings
    settings.publishDelay = 60
    try await world.agent(settings).once()
    #expect(try world.store().incidents().map(\.state) == [.bound])
    #expect(await world.cloud.bindings.isEmpty)
    world.clock.pass(29 * 60)
    try await world.agent(settings).once()
    #expect(try world.store().incidents().map(\.state) == [.bound])
    world.clock.pass(2 * 60)
    try await world.agent(settings).once()
    #expect(try world.store().incidents().map(\.state) == [.done])
  }

  @Test func previewsHideTheEdges() async throws {
    let world = try DashcamWorld()
    try world.record(0)
    try world.mark(30)
    try await world.agent().once()
    let previews = try #require(await world.cloud.previews.values.first)
    for index in 0..<3 {
      let path = try world.folder.write(try #require(previews[index]), to: "\(index).jpg")
      let grey = try FFmpegTool.run(["-i", path, "-vf", "crop=iw:4:0:0", "-pix_fmt", "gray", "-f", "rawvideo", "-"])
      #expect(grey.allSatisfy { $0 < 30 })
    }
    #expect(previews[0] != previews[1])
    #expect(previews[1] != previews[2])
  }
}
