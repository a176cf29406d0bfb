/// How much a box grows on each side before it is hidden.
package struct Padding: Sendable, Hashable {
  /// Share of the box's own width and height, 0...1.
  package var fraction: Double
  /// Pixels at least.
  package var minimum: Double

  package init(fraction: Double, minimum: Double) {
    self.fraction = fraction
    self.minimum = minimum
  }
}
