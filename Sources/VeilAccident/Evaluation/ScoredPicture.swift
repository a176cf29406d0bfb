/// A labelled picture with what a head says of it.
package struct ScoredPicture: Sendable, Hashable, Codable {
  package let name: String
  package let clip: String
  package let order: Int?
  package let isAccident: Bool
  /// Logarithm of the odds before calibration.
  package let margin: Double
  /// Calibrated, 0...1.
  package let probability: Double
  /// The fold in which it was held out; nil for a head that was trained elsewhere.
  package let fold: Int?
  /// True for pictures that only helped training, such as windscreen views.
  package let isExtra: Bool

  package init(
    name: String, clip: String, order: Int? = nil, isAccident: Bool, margin: Double, probability: Double,
    fold: Int? = nil, isExtra: Bool = false
  ) {
    self.name = name
    self.clip = clip
    self.order = order
    self.isAccident = isAccident
    self.margin = margin
    self.probability = probability
    self.fold = fold
    self.isExtra = isExtra
  }
}
