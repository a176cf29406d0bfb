/// An object that a detector found in one frame.
package struct Detection: Sendable, Hashable {
  package var category: Category
  /// The detector's score, 0...1. Comparable within one detector, not a probability.
  package var confidence: Double
  package var box: Box

  package init(category: Category, confidence: Double, box: Box) {
    self.category = category
    self.confidence = confidence
    self.box = box
  }
}
