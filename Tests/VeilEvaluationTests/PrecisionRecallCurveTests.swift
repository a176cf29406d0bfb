import Testing
import VeilEvaluation

@Suite struct PrecisionRecallCurveTests {
  /// Confidence order right, wrong, right, wrong over 3 objects: precision 1, 1/2, 2/3, 1/2 at recall 1/3, 1/3, 2/3,
  /// 2/3; made non-increasing that is an area of 1/3·1 + 1/3·2/3.
  @Test func areaOfAHandComputedCurve() throws {
    var curve = PrecisionRecallCurve()
    curve.add(objects: 3)
    for (confidence, isRight) in [(0.5, false), (0.9, true), (0.8, false), (0.7, true)] {
      curve.add(confidence: confidence, isRight: isRight)
    }
    #expect(abs(try #require(curve.averagePrecision) - 5.0 / 9.0) < 1e-12)
  }

  @Test(arguments: [
    ([true, true], 2, 1.0), ([false, true], 1, 0.5), ([false], 4, 0.0), ([], 4, 0.0), ([true], 4, 0.25),
  ])
  func areaOfSmallCurves(outcomes: [Bool], objects: Int, expected: Double) throws {
    var curve = PrecisionRecallCurve()
    curve.add(objects: objects)
    for (index, isRight) in outcomes.enumerated() {
      curve.add(confidence: 0.9 - Double(index) * 0.1, isRight: isRight)
    }
    #expect(abs(try #require(curve.averagePrecision) - expected) < 1e-12)
  }

  @Test func equalConfidencesAreOnePoint() throws {
    var curve = PrecisionRecallCurve()
    curve.add(objects: 1)
    curve.add(confidence: 0.5, isRight: true)
    curve.add(confidence: 0.5, isRight: false)
    #expect(abs(try #require(curve.averagePrecision) - 0.5) < 1e-12)
  }

  @Test func nothingLabelledHasNoAveragePrecision() {
    var curve = PrecisionRecallCurve()
    curve.add(confidence: 0.5, isRight: false)
    curve.add(confidence: .nan, isRight: false)
    #expect(curve.averagePrecision == nil)
  }
}
