import Testing

@testable import VeilAccident

@Suite struct SoundRiseTests {
  private func seconds(_ levels: [Double?], step: Double = 1, crashes: Set<Int> = []) -> [SoundSecond] {
    levels.enumerated().map { index, level in
      SoundSecond(second: Double(index) * step, probability: crashes.contains(index) ? 0.99 : 0.01, level: level)
    }
  }

  @Test func levelIsThatOfTheLoudestTwentiethOfASecond() {
    #expect(SoundLevel.loudest(of: [Float](repeating: 0, count: 16_000), rate: 16_000) == -100)
    #expect(SoundLevel.loudest(of: [], rate: 16_000) == -100)
    var samples = [Float](repeating: 0.01, count: 16_000)
    #expect(abs(SoundLevel.loudest(of: samples, rate: 16_000) + 40) < 1e-3)
    for index in 4_000..<4_800 { samples[index] = index % 2 == 0 ? 0.5 : -0.5 }
    #expect(abs(SoundLevel.loudest(of: samples, rate: 16_000) + 6.0206) < 1e-3)
  }

  @Test func aSecondIsComparedWithTheFiveBeforeIt() {
    let rises = SoundRise.decibels(of: seconds([-20, -30, -31, -32, -33, -34, -25, -26]))
    // The first of all is compared with what comes after it.
    #expect(rises == [10, -10, -11, -12, -13, -14, 5, -1])
  }

  @Test func overlappingSecondsAreNotComparedWithThemselves() {
    let rises = SoundRise.decibels(of: seconds([-30, -30, -10, -10, -30], step: 0.5))
    #expect(rises[2] == 20 && rises[3] == 20 && rises[4] == -20)
  }

  @Test func withoutAnythingAroundNothingIsKnown() {
    #expect(SoundRise.decibels(of: []) == [])
    #expect(SoundRise.decibels(of: seconds([-12])) == [nil])
    #expect(SoundRise.decibels(of: seconds([nil, -12])) == [nil, nil])
  }

  /// The same probability counts where it is a blow, and not where it goes on.
  @Test func soundThatGoesOnIsNoImpact() {
    let pictures = (0..<8).map { SecondScore(second: Double($0), image: 0.3, sound: nil) }
    let steady = [Double](repeating: -20, count: 8)
    var blow = steady
    blow[4] = -8
    let alignment = SoundAlignment(interval: 1, leastRise: 1)
    let incidents: [[Incident]] = [steady, blow].map { levels in
      FilmScan(
        film: "film", interval: 1, scores: alignment.merged(pictures, seconds(levels, crashes: [4])), blank: 0,
        hasSound: true, rules: IncidentRules(fusion: Fusion(soundThreshold: 0.9))
      ).incidents
    }
    #expect(incidents[0].isEmpty)
    #expect(incidents[1].map(\.impact) == [4])
  }

  @Test func whatIsHeardIsShownWhetherItCountsOrNot() {
    let merged = SoundAlignment(interval: 4, leastRise: 1).merged(
      [SecondScore(second: 0, image: 0.1, sound: nil)],
      [(0.2, -30.0), (0.95, -30.0), (0.6, -10.0), (0.1, -30.0)].enumerated().map {
        SoundSecond(second: Double($0.offset), probability: $0.element.0, level: $0.element.1)
      })
    #expect(merged.count == 1)
    #expect(merged[0].sound == 0.95 && merged[0].impact == 0.6)
  }
}
