/// An object that a detector found in one frame.
package struct Detection: Sendable, Hashable {
  package var category: Category
  /// How far to believe it, 0...1: the detector's score. Comparable within one detector, not a probability.
  package var confidence: Double
  package var box: Box
  /// The network's own score, 0...1, before any rule of the plan weighed it.
  package var score: Double

  /// - Parameter score: nil: nothing has weighed the confidence.
  package init(category: Category, confidence: Double, box: Box, score: Double? = nil) {
    self.category = category
    self.confidence = confidence
    self.box = box
    self.score = score ?? confidence
  }
}
