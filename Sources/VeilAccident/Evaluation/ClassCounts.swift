/// Right and wrong decisions (the sharing paper, tables 4 to 6 and their equations).
package struct ClassCounts: Sendable, Hashable, Codable {
  package var truePositives = 0
  package var falsePositives = 0
  package var trueNegatives = 0
  package var falseNegatives = 0

  package init() {}

  /// Decides by a threshold: from it on, a picture is one of an accident.
  package init(_ scores: some Sequence<(probability: Double, isAccident: Bool)>, threshold: Double) {
    for score in scores { add(isFound: score.probability >= threshold, isAccident: score.isAccident) }
  }

  package init(_ pictures: [ScoredPicture], threshold: Double) {
    self.init(pictures.lazy.map { ($0.probability, $0.isAccident) }, threshold: threshold)
  }

  package mutating func add(isFound: Bool, isAccident: Bool) {
    switch (isFound, isAccident) {
    case (true, true): truePositives += 1
    case (true, false): falsePositives += 1
    case (false, false): trueNegatives += 1
    case (false, true): falseNegatives += 1
    }
  }

  package var all: Int { truePositives + falsePositives + trueNegatives + falseNegatives }
  package var accuracy: Double? { ratio(truePositives + trueNegatives, all) }
  package var precision: Double? { ratio(truePositives, truePositives + falsePositives) }
  package var recall: Double? { ratio(truePositives, truePositives + falseNegatives) }
  package var falsePositiveRate: Double? { ratio(falsePositives, falsePositives + trueNegatives) }
  package var falseNegativeRate: Double? { ratio(falseNegatives, falseNegatives + truePositives) }
  /// 2 · precision · recall / (precision + recall).
  package var fMeasure: Double? { ratio(2 * truePositives, 2 * truePositives + falsePositives + falseNegatives) }

  private func ratio(_ part: Int, _ whole: Int) -> Double? { whole > 0 ? Double(part) / Double(whole) : nil }
}
