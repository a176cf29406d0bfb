/// How well one query was answered by a gallery in the order of similarity.
///
/// Equal similarities are in no order: hits are expected values over all orders of them, and average precision takes
/// them as one step, as scikit-learn's `average_precision_score` does.
package struct Retrieval: Sendable, Hashable {
  /// The ranks at which hits are counted.
  package static let ranks = [1, 5, 20]

  /// Probability that one of the first 1, 5, 20 answers is right.
  package let hits: [Double]
  package let averagePrecision: Double
  /// Share of right answers in the gallery: the hit rate of a blind guess.
  package let chance: Double

  /// Nil if the gallery holds no right answer.
  /// - Parameters:
  ///   - similarities: of each picture of the gallery to the query.
  ///   - isRight: for each picture, true if it shows who is looked for; nil if it does not count.
  package init?(similarities: [Float], isRight: [Bool?]) {
    var answers: [(similarity: Float, isRight: Bool)] = []
    for (similarity, right) in zip(similarities, isRight) {
      if let right { answers.append((similarity, right)) }
    }
    let rights = answers.count { $0.isRight }
    guard rights > 0 else { return nil }
    answers.sort { $0.similarity > $1.similarity }
    var hits = [Double?](repeating: nil, count: Self.ranks.count)
    var precision = 0.0
    var (before, rightBefore) = (0, 0)
    var start = answers.startIndex
    while start < answers.endIndex {
      let end = answers[start...].firstIndex { $0.similarity != answers[start].similarity } ?? answers.endIndex
      let right = answers[start..<end].count { $0.isRight }
      if right > 0, rightBefore == 0 {
        for (index, rank) in Self.ranks.enumerated() {
          hits[index] = Self.probability(drawing: rank - before, of: end - start, with: right)
        }
      }
      before += end - start
      rightBefore += right
      precision += Double(right) * Double(rightBefore) / Double(before)
      start = end
    }
    self.hits = hits.map { $0 ?? 0 }
    averagePrecision = precision / Double(rights)
    chance = Double(rights) / Double(answers.count)
  }

  /// Probability of at least one right one when drawing some of equally placed answers.
  private static func probability(drawing draws: Int, of count: Int, with right: Int) -> Double {
    guard draws > 0 else { return 0 }
    guard draws <= count - right else { return 1 }
    return 1 - (0..<draws).reduce(1.0) { $0 * Double(count - right - $1) / Double(count - $1) }
  }
}
