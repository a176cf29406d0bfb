import Testing
import VeilEvaluation
import VeilPrivacy
import VeilVision

@Suite struct DetectionScorerTests {
  /// One picture with a tall, a small and an unfound car, a hit, a duplicate and a detection in an ignored region.
  @Test func recallAndPrecisionOfAHandComputedPicture() throws {
    var scorer = DetectionScorer(groups: [.vehicle])
    scorer.add(
      [
        found(.car, 0.9, box(0, 0, 40, 40)), found(.car, 0.8, box(2, 0, 40, 40)),
        found(.bus, 0.7, box(100, 100, 20, 20)), found(.car, 0.6, box(200, 200, 30, 30)),
      ],
      for: ImageLabels(
        width: 300, height: 300,
        objects: [
          labelled(.vehicle, box(0, 0, 40, 40)), labelled(.vehicle, box(100, 100, 20, 20)),
          labelled(.vehicle, box(0, 200, 40, 50)),
        ], ignoring: [box(190, 190, 60, 60)]))
    let figures = try #require(scorer.figures.groups.first)
    #expect(figures.recall.isNear(1.0 / 2))  // 40 and 50 are above 32 pixels, 20 is not
    #expect(figures.precision.isNear(2.0 / 3))  // hit, duplicate, small hit; the ignored one is left out
    #expect(figures.ignoredDetections == 1)
    #expect(figures.missedUnseen == 1)
    #expect(figures.missedBadlyFramed == 0)
    let small = try #require(figures.bySize.first { $0.heights == "16–32" })
    #expect(small.recall.isNear(1))
    #expect(small.precision.isNear(1))
    // Right, wrong, right over 3 labels: 1/3·1 + 1/3·2/3.
    #expect(abs(try #require(figures.averagePrecision) - 5.0 / 9.0) < 1e-12)
  }

  @Test(arguments: [(32.0, 0.0), (32.5, 1.0)])
  func onlyLabelsTallerThanTheLimitCountForTheHeadline(height: Double, counted: Double) throws {
    var scorer = DetectionScorer(groups: [.person])
    scorer.add(
      [], for: ImageLabels(width: 99, height: 99, objects: [labelled(.person, box(0, 0, 10, height))]))
    #expect(try #require(scorer.figures.groups.first).recall.denominator == counted)
  }

  @Test func platesCountAboveTwelvePixels() throws {
    var scorer = DetectionScorer(groups: [.plate])
    scorer.add([], for: ImageLabels(width: 99, height: 99, objects: [labelled(.plate, box(0, 0, 40, 13))]))
    #expect(try #require(scorer.figures.groups.first).recall.isNear(0))
  }

  @Test func detectionsOfGroupsThatTheSetDoesNotLabelAreNotScored() {
    var scorer = DetectionScorer(groups: [.person])
    scorer.add([found(.plate, 0.9, box(0, 0, 9, 9))], for: ImageLabels(width: 99, height: 99, objects: []))
    #expect(scorer.figures.groups.map(\.group) == [.person])
    #expect(scorer.figures.groups.first?.precision.denominator == 0)
    #expect(scorer.figures.protectedArea?.numerator == 0)
  }

  /// A label of 20×20 and a detection of 20×20 shifted by 10, grown by a tenth: 24×24 from (8, -2), cut at the top to
  /// 24×22, less the 100 ignored pixels right of the label.
  @Test func protectedAreaOfAHandComputedPicture() throws {
    var scorer = DetectionScorer(groups: [.vehicle], rules: ScoringRules(padding: 0.1))
    scorer.add(
      [found(.car, 0.9, box(10, 0, 20, 20))],
      for: ImageLabels(
        width: 100, height: 100, objects: [labelled(.vehicle, box(0, 0, 20, 20))], ignoring: [box(15, 0, 10, 20)]))
    // 24×22 = 528 hidden; ignored columns 20..<25 lie outside the label and are excused: 5×20 = 100.
    #expect(try #require(scorer.figures.protectedArea).isNear((528 - 100) / 400))
  }

  @Test func coverageByPixel() throws {
    var scorer = DetectionScorer(groups: [], classes: ["car", "person"], rules: ScoringRules(padding: 0))
    var codes = [UInt8](repeating: PixelClasses.background, count: 16)
    codes.replaceSubrange(0..<4, with: [0, 0, 1, PixelClasses.void])
    scorer.add(
      [found(.car, 0.9, box(1, 0, 3, 2))],
      for: ImageLabels(width: 4, height: 4, objects: [], classes: PixelClasses(codes: codes)))
    let coverage = try #require(scorer.figures.coverage)
    #expect(coverage.byClass.map(\.covered.value) == [0.5, 1])
    #expect(coverage.covered.isNear(2.0 / 3))
    #expect(coverage.hiddenOverLabelled.isNear(5.0 / 3))  // 2 labelled and 3 background pixels, void left out
    #expect(scorer.figures.protectedArea == nil)
  }

  @Test func paddingIsThatOfRendering() {
    let rules = ScoringRules()
    let policy = ProtectionPolicy()
    for category in ProtectionPolicy.knownCategories {
      let padding = policy.padding(for: category)
      let size = box(100, 100, 200, 300)
      #expect(
        rules.padded(found(category, 0.5, size))
          == size.padded(byFraction: padding.fraction, minimum: padding.minimum))
    }
  }

  @Test(arguments: [(0.0, "0–16"), (15.9, "0–16"), (16.0, "16–32"), (127, "64–128"), (128, "128+"), (1e9, "128+")])
  func heightsFallIntoHalfOpenBuckets(height: Double, name: String) {
    let buckets = SizeBuckets(for: .vehicle)
    #expect(buckets.name(buckets.index(of: height)) == name)
  }
}
