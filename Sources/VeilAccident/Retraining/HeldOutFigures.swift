/// What a head is worth on pictures that nobody who sends pictures can feed.
package struct HeldOutFigures: Sendable, Hashable, Codable {
  package let accuracy: Double
  package let auc: Double
  package let pictures: Int

  /// - Throws: ``AccidentError`` `.training` where a class is missing.
  package init(_ head: AccidentHead, on examples: [Example]) throws {
    guard examples.allSatisfy({ $0.views.allSatisfy { $0.count == head.backbone.featureSize } }) else {
      throw AccidentError(.mismatch, "the held-out pictures were described by another backbone than the head's")
    }
    let scores = examples.map { (probability: head.probability(views: $0.views), isAccident: $0.isAccident) }
    let counts = ClassCounts(scores, threshold: head.threshold)
    guard let accuracy = counts.accuracy, let area = ROCCurve(scores).area else {
      throw AccidentError(.training, "the held-out pictures need accidents and normal driving among them")
    }
    (self.accuracy, auc, pictures) = (accuracy, area, examples.count)
  }

  /// True if neither figure is lower than the other's.
  package func isNotWorse(than other: HeldOutFigures) -> Bool {
    accuracy >= other.accuracy - 1e-9 && auc >= other.auc - 1e-9
  }
}
