/// How many pixels a network gets to see of a picture.
///
/// A share of the picture's own pixels, but not fewer than a minimum (as far as the picture has them) and not more than
/// a maximum: small pictures stay sharp, large ones affordable.
package struct AreaRule: Sendable, Hashable, Codable {
  /// Share of the picture's pixels, 0...1.
  package var fraction: Double
  /// Pixels below which the picture is not reduced.
  package var minimum: Int
  /// Pixels above which no input grows.
  package var maximum: Int
  /// The most that a picture is enlarged, as a factor of its sides.
  package var enlargement: Double
  /// Both sides are multiples of this.
  package var multiple: Int

  package init(fraction: Double = 0, minimum: Int, maximum: Int, enlargement: Double = 1, multiple: Int = 32) {
    self.fraction = fraction
    self.minimum = minimum
    self.maximum = maximum
    self.enlargement = enlargement
    self.multiple = multiple
  }

  /// Columns and rows for a picture, in about its aspect ratio.
  package func size(for picture: PictureSize) -> PictureSize {
    let area = Double(max(1, picture.width)) * Double(max(1, picture.height))
    let atLeast = min(area * enlargement * enlargement, Double(minimum))
    let scale = (min(max(fraction * area, atLeast), Double(maximum)) / area).squareRoot()
    return PictureSize(width: nearest(Double(picture.width) * scale), height: nearest(Double(picture.height) * scale))
  }

  private func nearest(_ length: Double) -> Int {
    // Python's and NumPy's rounding, so that studies made with them give the same sizes.
    max(multiple, Int((length / Double(multiple)).rounded(.toNearestOrEven)) * multiple)
  }

  /// What makes no sense in the rule, or nil.
  var fault: String? {
    guard fraction.isFinite, fraction >= 0, minimum >= 0, maximum > 0, maximum <= 1 << 26, enlargement.isFinite,
      enlargement > 0, enlargement <= 64, (1...256).contains(multiple)
    else { return "an area rule needs positive numbers and a maximum below 67 million pixels" }
    return nil
  }
}
