package import VeilVision

/// Scores labelled frames of a film twice: as single pictures, and by who would have been seen.
package struct FilmScorer: Sendable {
  private var scorer: DetectionScorer
  private var exposures: ExposureScorer

  package init(groups: Set<ObjectGroup>, rules: ScoringRules) {
    scorer = DetectionScorer(groups: groups, rules: rules)
    exposures = ExposureScorer(rules: rules)
  }

  /// Adds a labelled frame; frames come in ascending order.
  @discardableResult
  package mutating func add(
    _ detections: [Detection], for labels: ImageLabels, frame: Int
  ) -> [ObjectGroup: Matching] {
    exposures.add(detections, for: labels, frame: frame)
    return scorer.add(detections, for: labels)
  }

  package var figures: DetectionFigures { scorer.figures }
  package var exposure: [ExposureFigures] { exposures.figures }
}
