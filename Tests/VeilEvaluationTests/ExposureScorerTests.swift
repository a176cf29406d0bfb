import Testing
import VeilEvaluation
import VeilVision

@Suite struct ExposureScorerTests {
  private let face = box(50, 50, 20, 20)

  /// Track 1 is hidden, exposed in frames 10 to 20, hidden, and exposed in 40; track 2 is always hidden.
  @Test func tracksAndLongestExposure() throws {
    var scorer = ExposureScorer(rules: ScoringRules(padding: 0))
    let other = box(150, 50, 20, 20)
    for frame in stride(from: 0, through: 40, by: 10) {
      let isHidden = frame == 0 || frame == 30
      scorer.add(
        isHidden ? [hiding(face), hiding(other)] : [hiding(other)],
        for: ImageLabels(
          width: 200, height: 100,
          objects: [labelled(.face, face, track: 1), labelled(.face, other, track: 2)]), frame: frame)
    }
    let figures = try #require(scorer.figures.first)
    #expect(scorer.figures.count == 1)
    #expect(figures.exposed?.isNear(3.0 / 10) == true)
    #expect(figures.tracks == 2)
    #expect(figures.tracksEverExposed == 1)
    #expect(figures.longestExposure == 11)
    #expect(figures.frames == 5)
  }

  @Test(arguments: [(18.0, 0.0), (17.0, 1.0)])
  func nineTenthsCoveredIsHidden(width: Double, exposed: Double) throws {
    var scorer = ExposureScorer(rules: ScoringRules(padding: 0))
    scorer.add(
      [hiding(box(50, 50, width, 20))], for: ImageLabels(width: 200, height: 100, objects: [labelled(.face, face)]),
      frame: 0)
    #expect(scorer.figures.first?.exposed?.numerator == exposed)
    #expect(scorer.figures.first?.tracks == 0)
  }

  @Test func severalBoxesHideTogetherAndPaddingCounts() {
    var scorer = ExposureScorer(rules: ScoringRules(padding: 0.1))
    scorer.add(
      [hiding(box(51, 50, 9, 20)), hiding(box(60, 50, 9, 20))],
      for: ImageLabels(width: 200, height: 100, objects: [labelled(.face, face)]), frame: 0)
    #expect(scorer.figures.first?.exposed?.numerator == 0)
  }

  private func hiding(_ box: Box) -> Detection { found(.person, 0.5, box) }
}
