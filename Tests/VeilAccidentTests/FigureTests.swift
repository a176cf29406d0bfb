import Testing
import VeilAccident

@Suite struct FigureTests {
  /// The sharing paper's tables 4 to 6: 38 and 48 of 50 pictures, 24 of 30 and 172 of 175 sounds.
  @Test func thePapersOwnCounts() throws {
    var image = ClassCounts()
    (image.truePositives, image.falseNegatives, image.trueNegatives, image.falsePositives) = (38, 12, 48, 2)
    #expect(image.accuracy == 0.86)
    #expect(abs(try #require(image.fMeasure) - 0.844) < 0.001)
    var sound = ClassCounts()
    (sound.truePositives, sound.falseNegatives, sound.trueNegatives, sound.falsePositives) = (24, 6, 172, 3)
    #expect(abs(try #require(sound.accuracy) - 0.956) < 0.0005)
    #expect(abs(try #require(sound.fMeasure) - 0.842) < 0.001)
  }

  @Test func areaCountsPairs() throws {
    let curve = ROCCurve([(0.9, true), (0.7, false), (0.6, true), (0.5, true), (0.5, false), (0.1, false)])
    // Of nine pairs 6 are in order, and one is a tie.
    #expect(abs(try #require(curve.area) - 6.5 / 9) < 1e-12)
    #expect(curve.points.first?.truePositiveRate == 0 && curve.points.last?.falsePositiveRate == 1)
    #expect(ROCCurve([(0.5, true)]).area == nil)
  }

  @Test func intervalsComeFromClips() throws {
    // Within a clip all is alike: a hundred pictures of two clips are no more than two.
    let pictures = Samples.scores(
      (0..<50).flatMap { _ in [("a", 0.9, true), ("b", 0.1, true)] })
    let interval = try #require(
      ClipBootstrap().interval(pictures) { ClassCounts($0, threshold: 0.5).accuracy })
    #expect(interval.low == 0 && interval.high == 1)
    #expect(ClipBootstrap().interval(pictures.filter { $0.clip == "a" }) { _ in 1 } == nil)
  }

  @Test func costsAreThePapersEquations() {
    var model = CostModel()
    (model.cloud, model.chain, model.network, model.opportunity) = (1, 2, 3, 10)
    (model.accidentRate, model.normalRate) = (0.25, 0.5)
    #expect(model.falsePositives(0.5) == 6 * 0.5 * 0.5)
    #expect(model.falseNegatives(0.5, witnesses: 1) == 10 * 0.5 * 0.25)
    #expect(model.falseNegatives(0.5, witnesses: 4) == 4 * 10 * 0.5 * 0.25)
    model.witnesses = .all
    #expect(model.falseNegatives(0.5, witnesses: 4) == 10 * 0.0625 * 0.25)
    model.accidentRate = 2
    #expect(throws: AccidentError.self) { try model.check() }
  }

  @Test func moreWitnessesLowerTheThreshold() {
    let scores = (0..<100).map { (index: Int) -> (probability: Double, isAccident: Bool) in
      let limit = 30 + (index % 7) * 8
      return (Double(index) / 100, index > limit)
    }
    let study = ThresholdStudy(scores)
    let thresholds = study.curves.map(\.threshold)
    #expect(study.curves.map(\.witnesses) == [1, 2, 4, 8])
    #expect(thresholds == thresholds.sorted(by: >))
    #expect(thresholds[0] > thresholds[3])
  }

  @Test func theMiddleOfSeveralBestThresholdsIsTaken() {
    let study = ThresholdStudy([(0.2, false), (0.1, false), (0.8, true), (0.9, true)])
    #expect(abs(study.threshold - 0.5) < 0.02)
    #expect(abs(study.balancedThreshold - 0.5) < 0.02)
  }

  @Test func longerIntervalsMissMore() {
    let clip = (0..<20).map { ("a", $0 == 7 || $0 == 8 ? 0.9 : 0.1, $0 == 7 || $0 == 8) }
    let study = IntervalStudy(Samples.scores(clip), threshold: 0.5, steps: [1, 2, 4])
    #expect(study.rows.map(\.noticed) == [1, 1, 0.5])
    #expect(study.clips == 1)
  }
}
