/// A measured ratio with what it was computed from and how sure it is.
package struct Figure: Sendable, Hashable, Codable {
  /// Numerator over denominator; nil if there was nothing to measure.
  package let value: Double?
  /// Bounds of the 95 % interval over pictures; nil with fewer than two pictures.
  package let low: Double?
  package let high: Double?
  package let numerator: Double
  package let denominator: Double

  package init(value: Double?, low: Double? = nil, high: Double? = nil, numerator: Double, denominator: Double) {
    self.value = value
    self.low = low
    self.high = high
    self.numerator = numerator
    self.denominator = denominator
  }
}
