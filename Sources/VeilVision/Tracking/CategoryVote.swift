/// What a track shows, by the sum of the scores of its detections: a car that is a truck in three frames stays a car.
struct CategoryVote: Sendable {
  private var weights: [(category: Category, weight: Double)] = []

  mutating func add(_ category: Category, confidence: Double) {
    if let index = weights.firstIndex(where: { $0.category == category }) {
      weights[index].weight += confidence
    } else {
      weights.append((category, confidence))
    }
  }

  /// The category with the greatest weight; of equals, the first in the alphabet.
  var winner: Category {
    weights.min { ($1.weight, $0.category) < ($0.weight, $1.category) }?.category ?? .person
  }
}
