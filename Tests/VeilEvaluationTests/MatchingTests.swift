import Testing
import VeilEvaluation
import VeilVision

@Suite struct MatchingTests {
  private let rules = ScoringRules()

  @Test func theMoreConfidentDetectionTakesTheObjectAndTheDuplicateIsWrong() {
    let matching = Matching(
      [found(.car, 0.6, box(0, 0, 10, 10)), found(.truck, 0.9, box(1, 0, 10, 10))],
      with: [labelled(.vehicle, box(0, 0, 10, 10))], rules: rules)
    #expect(matching.matches.map(\.detection.confidence) == [0.9])
    #expect(matching.falseAlarms.map(\.confidence) == [0.6])
    #expect(matching.misses.isEmpty)
  }

  @Test func overlapBelowHalfIsAMissAndAFalseAlarm() {
    // 10×10 boxes shifted by 4 share 60 of 140 pixels.
    let matching = Matching(
      [found(.car, 0.9, box(4, 0, 10, 10))], with: [labelled(.vehicle, box(0, 0, 10, 10))], rules: rules)
    #expect(matching.matches.isEmpty)
    #expect(matching.falseAlarms.count == 1)
    #expect(matching.misses.count == 1)
    #expect(abs((matching.misses.first?.bestIoU ?? 0) - 60.0 / 140.0) < 1e-12)
  }

  @Test func aDetectionTakesTheFreeObjectItOverlapsMost() {
    let left = labelled(.person, box(0, 0, 10, 10))
    let right = labelled(.person, box(3, 0, 10, 10))
    let matching = Matching(
      [found(.person, 0.9, box(2, 0, 10, 10)), found(.person, 0.8, box(1, 0, 10, 10))], with: [left, right],
      rules: rules)
    #expect(matching.matches.map(\.object) == [right, left])
  }

  @Test(arguments: [(5.0, true), (4.0, false)])
  func aWrongDetectionHalfInsideAnIgnoredRegionCountsNeitherWay(width: Double, isIgnored: Bool) {
    let region = PixelMask(width: 100, height: 100, boxes: [box(50, 50, width, 10)])
    let matching = Matching(
      [found(.car, 0.9, box(50, 50, 10, 10))], with: [], ignoredRegion: region, rules: rules)
    #expect(matching.ignored.count == (isIgnored ? 1 : 0))
    #expect(matching.falseAlarms.count == (isIgnored ? 0 : 1))
  }

  @Test func anObjectInAnIgnoredRegionIsStillFound() {
    let region = PixelMask(width: 100, height: 100, boxes: [box(0, 0, 100, 100)])
    let matching = Matching(
      [found(.car, 0.9, box(50, 50, 10, 10))], with: [labelled(.vehicle, box(50, 50, 10, 10))],
      ignoredRegion: region, rules: rules)
    #expect(matching.matches.count == 1)
  }

  @Test func aRiderLabelIsMatchedByPersonAndTwoWheelerTogether() {
    let label = LabelledObject(group: .person, box: box(0, 0, 20, 40), enclosesTwoWheeler: true)
    let person = found(.person, 0.9, box(5, 0, 10, 25))
    let bicycle = found(.bicycle, 0.5, box(0, 20, 20, 20))
    #expect(Matching([person], with: [label], rules: rules).matches.isEmpty)
    #expect(Matching([person], with: [label], twoWheelers: [bicycle], rules: rules).matches.count == 1)
    let plain = labelled(.person, box(0, 0, 20, 40))
    #expect(Matching([person], with: [plain], twoWheelers: [bicycle], rules: rules).matches.isEmpty)
  }
}
