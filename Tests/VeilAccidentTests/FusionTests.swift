import Testing
import VeilAccident

@Suite struct FusionTests {
  @Test func whatThePictureCallsNormalIsDecidedBySound() {
    let fusion = Fusion(rule: .paper, imageThreshold: 0.66, soundThreshold: 0.5)
    #expect(fusion.isAccident(image: 0.1, sound: 0.9))
    #expect(!fusion.isAccident(image: 0.6, sound: 0.4))
    #expect(fusion.isAccident(image: 0.7, sound: 0.0))
    #expect(fusion.probability(image: 0.1, sound: 0.9) == 0.9)
    #expect(fusion.probability(image: 0.7, sound: 0.9) == 0.7)
  }

  @Test func theCombinationAddsLogOdds() {
    let fusion = Fusion(rule: .combined)
    // 1:4 times 9:1 is 9:4.
    #expect(abs(fusion.probability(image: 0.2, sound: 0.9) - 9.0 / 13) < 1e-9)
    // Silence speaks for nothing.
    #expect(abs(fusion.probability(image: 0.8, sound: 0.01) - 0.8) < 1e-9)
    #expect(fusion.probability(image: 0.0, sound: 1.0) < 0.5)
  }

  /// What is as likely a crash as every hundredth normal second speaks for nothing.
  @Test func soundSpeaksFromItsThresholdOn() {
    let fusion = Fusion(imageThreshold: 0.65, soundThreshold: 0.9)
    #expect(fusion.probability(image: 0.5, sound: 0.9) == 0.5)
    #expect(fusion.probability(image: 0.5, sound: 0.6) == 0.5)
    // 1:1 times 99:1 over 9:1 is 11:1.
    #expect(abs(fusion.probability(image: 0.5, sound: 0.99) - 11.0 / 12) < 1e-9)
  }

  @Test func eitherMayBeMissing() {
    for rule in [Fusion.Rule.paper, .combined] {
      let fusion = Fusion(rule: rule)
      #expect(fusion.probability(image: nil, sound: nil) == 0)
      #expect(!fusion.isAccident(image: nil, sound: nil))
      #expect(fusion.isAccident(image: nil, sound: 0.9))
      #expect(fusion.isAccident(image: 0.9, sound: nil))
    }
    #expect(!Fusion(rule: .image).isAccident(image: 0.1, sound: 1))
  }

  @Test func missedAccidentsBroughtBackAreCounted() {
    let pictures = Samples.scores([("a", 0.2, true), ("a", 0.9, true), ("b", 0.1, false), ("b", 0.8, false)])
    let table = RecoveryTable(
      pictures,
      seconds: [(0.9, true), (0.3, true), (0.6, false), (0.1, false)].map {
        ScoredSecond(recording: "one", probability: $0.0, isCrash: $0.1)
      }, fusion: Fusion(soundThreshold: 0.5))
    #expect(table.missed == 1 && table.accidents == 2)
    #expect(table.rows.map(\.rule) == [.paper, .combined])
    #expect(table.rows.map(\.recovered) == [0.5, 0.5])
    #expect(table.rows.map(\.spoilt) == [0.5, 0])
    // One recording says nothing of others.
    #expect(table.rows.allSatisfy { $0.recoveredInterval == nil && $0.spoiltInterval == nil })
  }

  /// Whether a missed accident is brought back hangs on the recording alone here: two recordings, however long, are two.
  @Test func recoveryHasAnIntervalOverRecordings() throws {
    let pictures = Samples.scores((0..<40).map { ("clip\($0 % 4)", 0.1, $0 % 2 == 0) })
    let seconds = (0..<100).map {
      ScoredSecond(recording: "\($0 % 2)", probability: $0 % 2 == 0 ? 0.95 : 0.05, isCrash: true)
    }
    let table = RecoveryTable(pictures, seconds: seconds, fusion: Fusion())
    let row = try #require(table.rows.first)
    #expect(row.recovered == 0.5)
    #expect(row.recoveredInterval == Interval(low: 0, high: 1))
    #expect(row.spoilt == nil && row.spoiltInterval == nil)
    #expect(table.crashRecordings == 2 && table.normalRecordings == 0)
  }

  // MARK: Incidents

  private func incidents(_ scores: [SecondScore], _ rules: IncidentRules = IncidentRules()) -> [Incident] {
    FilmScan(film: "film", interval: 1, scores: scores, blank: 0, hasSound: true, rules: rules).incidents
  }

  @Test func aSinglePictureIsNoIncident() {
    let spike = Samples.seconds([0.1, 0.1, 0.99, 0.1, 0.1, 0.1])
    #expect(incidents(spike).isEmpty)
    #expect(incidents(spike, IncidentRules().unsmoothed).count == 1)
  }

  @Test func whatIsSeenForSecondsIsOneIncident() throws {
    let found = incidents(Samples.seconds([0.1, 0.2, 0.8, 0.9, 0.9, 0.2, 0.8, 0.9, 0.1, 0.1]))
    let incident = try #require(found.first)
    #expect(found.count == 1)
    #expect(incident.start <= 3 && incident.end >= 8)
    #expect(!incident.isHeard)
    #expect((2...3).contains(incident.impact))
  }

  @Test func aCrashThatIsHeardIsTheImpact() throws {
    let found = incidents(
      Samples.seconds([0.2, 0.2, 0.3, 0.8, 0.9, 0.9, 0.2], sound: [0, 0, 0.97, 0.1, 0, 0, 0]))
    let incident = try #require(found.first)
    #expect(found.count == 1)
    #expect(incident.isHeard && incident.impact == 2)
  }

  @Test func farApartIsTwoIncidents() {
    var image = [Double?](repeating: 0.05, count: 30)
    for second in [3, 4, 5, 20, 21, 22] { image[second] = 0.9 }
    #expect(incidents(Samples.seconds(image)).count == 2)
  }

  @Test func scoresAreFinalAfterTheDelay() {
    let scores = Samples.seconds((0..<20).map { Double($0 % 7) / 7 })
    var tracker = IncidentTracker(IncidentRules(), interval: 1)
    #expect(tracker.delay == 1)
    var given: [SecondScore] = []
    for score in scores {
      given += tracker.add(score).seconds
      #expect(score.second - (given.last?.second ?? 0) <= 1)
    }
    given += tracker.finish().seconds
    #expect(given.map(\.second) == scores.map(\.second))
    let whole = FilmScan(film: "", interval: 1, scores: scores, blank: 0, hasSound: false, rules: IncidentRules())
    #expect(whole.seconds == given)
  }

  @Test func nothingIsAnIncidentInNothing() {
    #expect(incidents(Samples.seconds([])).isEmpty)
    #expect(incidents(Samples.seconds([nil, nil, nil])).isEmpty)
    #expect(incidents(Samples.seconds([0.9])).isEmpty)
  }
}
