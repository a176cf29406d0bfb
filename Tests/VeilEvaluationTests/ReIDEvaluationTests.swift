import Testing
import VeilEvaluation
import VeilMedia
import VeilTesting
import VeilVision

/// A drawn film of people who differ in brightness and an adversary who sees just that.
@Suite struct ReIDEvaluationTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Describes the mean brightness of a region as a direction.
  private struct Brightness: Describer {
    let name = "brightness"
    let sha256 = ""
    let identifies: Set<ObjectGroup>? = [.vehicle]

    func description(of frame: VideoFrame, region: PixelRect?) throws -> [Float] {
      let picture = try BGRPicture(of: frame, region: region, width: 4, height: 4)
      let mean = picture.bytes.reduce(0) { $0 + Float($1) } / Float(picture.bytes.count)
      return [mean, 255 - mean]
    }
  }

  /// Finds the film's rectangles where they were drawn.
  private struct DrawnDetector: Detector {
    let film: SyntheticFilm
    let categories: Set<VeilVision.Category> = [.person]

    func detect(in frame: VideoFrame) -> [Detection] {
      let number = Int((frame.timestamp.seconds * 25).rounded())
      return film.movers.compactMap { film.rect(of: $0, in: number) }.map {
        found(.person, 0.9, box(Double($0.x), Double($0.y), Double($0.width), Double($0.height)))
      }
    }
  }

  private static let film: SyntheticFilm = {
    var film = SyntheticFilm()
    film.frameCount = 20
    film.movers = (0..<4).map { index in
      SyntheticFilm.Mover(
        start: PixelRect(x: 10 + 80 * index, y: 40, width: 30, height: 80), velocity: (0.5, 0), frames: 0..<20,
        luma: UInt8(30 + 65 * index))
    }
    return film
  }()

  /// Describes the mean colour of the middle of a region, by its distance from grey.
  private struct Colour: Describer {
    let name = "colour"
    let sha256 = ""
    let identifies: Set<ObjectGroup>? = [.person]

    func description(of frame: VideoFrame, region: PixelRect?) throws -> [Float] {
      let picture = try BGRPicture(of: frame, region: region, width: 8, height: 8)
      let pixels = (3..<5).flatMap { y in (3..<5).map { x in 3 * (8 * y + x) } }
      return (0..<3).map { channel in pixels.reduce(0) { $0 + Float(picture.bytes[$1 + channel]) } / 4 - 128 }
    }
  }

  private func results(
    of systems: [String], attacks: Set<ReIDAttack>, by adversary: any Describer = Brightness()
  ) async throws -> ReIDResults {
    let path = folder.path("film.mp4")
    try await Self.film.make(at: path)
    let suite = try InventedCategory.suite
    let evaluation = ReIDEvaluation(
      adversaries: [adversary],
      painters: try systems.map { try SystemPainter(EvaluatedSystem(parsing: $0), suite: suite) }, attacks: attacks)
    var options = ReIDSource.Options()
    options.perTrack = 5
    options.interval = 2
    var source = ReIDSource(detector: DrawnDetector(film: Self.film), options: options) { _ in }
    try await source.show(film: path, to: evaluation)
    return await evaluation.results()
  }

  @Test func whatDoesNotHideIsRecognisedAndABlackBoxIsNot() async throws {
    let results = try await results(of: ["blur:0", "solid"], attacks: Set(ReIDAttack.allCases))
    let gallery = try #require(results.galleries.first)
    #expect(gallery.group == .person)
    #expect(gallery.galleryIdentities == 4)
    #expect(gallery.queryImages == 20)
    #expect(gallery.chance == 0.25)
    let adversary = try #require(results.adversaries.first)
    #expect(adversary.training == .proxy)
    #expect(adversary.originals.rank1.isNear(1))
    #expect(adversary.counts)

    func thwarting(_ system: String, _ attack: ReIDAttack) throws -> Double {
      try #require(results.rows.first { $0.system == system && $0.attack == attack }?.thwarting.value)
    }
    for attack in ReIDAttack.allCases where attack != .outline {
      #expect(try thwarting("blur:0", attack) == 0, "\(attack)")
    }
    // Everybody is black, so the darkest is always named: one in four is right.
    #expect(try thwarting("solid", .plain) == 0.75)
    #expect(try thwarting("solid", .trackAverage) == 0.75)
    #expect(try thwarting("solid", .frameAverage) == 0.75)
    // Among equals the answer is a guess: 4 of 19 others show the same person.
    let guess = try thwarting("solid", .sameSystem)
    #expect(guess > 0.7 && guess < 0.85)
    #expect(results.rows.first { $0.attack == .plain }?.figures.chance == 0.25)
    let black = try #require(results.rows.first { $0.attack == .plain && $0.system == "solid" }?.sources?.first)
    #expect(black.source == "film.mp4")
    #expect(black.queries == 20)
    #expect(black.thwarting == 0.75)
  }

  @Test func whatIsInventedIsLinkedWithinARunOnlyIfItStays() async throws {
    let results = try await results(
      of: ["replace:categories=person", "replace:categories=person,identity=track"], attacks: [.sameRun], by: Colour())
    let (everyFrame, track) = (results.rows[0].thwarting.value, results.rows[1].thwarting.value)
    #expect(try #require(everyFrame) > 0.4)
    #expect(try #require(track) < 0.1)
  }

  @Test func anAdversaryWhoRunsTheSystemHimselfDrawsOtherNumbers() async throws {
    let results = try await results(
      of: ["replace:categories=person", "replace:categories=person,seed=1"], attacks: [.sameSystemCopy], by: Colour())
    let (drawn, seeded) = (results.rows[0].thwarting.value, results.rows[1].thwarting.value)
    #expect(try #require(drawn) > 0.4)
    // One who knows the seed has made the very same picture.
    #expect(try #require(seeded) < 0.1)
  }

  @Test func onlyTheAttacksAskedForAreTried() async throws {
    let results = try await results(of: ["solid"], attacks: [.plain])
    #expect(results.rows.map(\.attack) == [.plain])
  }

  @Test func aFileThatIsNoFilmIsRefused() async throws {
    let path = try folder.write(Array("no film".utf8), to: "film.mp4")
    await #expect(throws: MediaError.self) {
      try await FilmTracks.find(in: path, with: DrawnDetector(film: Self.film), interval: 1)
    }
  }
}
