/// A place on earth in degrees (WGS 84).
package struct GeoPosition: Sendable, Hashable, Codable {
  /// North positive, -90 to 90.
  package var latitude: Double
  /// East positive, -180 to 180.
  package var longitude: Double

  /// Nil for places that do not exist.
  package init?(latitude: Double, longitude: Double) {
    guard (-90...90).contains(latitude), (-180...180).contains(longitude) else { return nil }
    self.latitude = latitude
    self.longitude = longitude
  }

  /// ISO 6709 annex H, as MP4 and QuickTime tags hold it: `+48.8577+002.2950/`.
  package var iso6709: String { Self.padded(latitude, digits: 2) + Self.padded(longitude, digits: 3) + "/" }

  /// Four decimal places are 11 m.
  private static func padded(_ degrees: Double, digits: Int) -> String {
    let scaled = Int((abs(degrees) * 10_000).rounded())
    let (whole, fraction) = scaled.quotientAndRemainder(dividingBy: 10_000)
    func zeros(_ value: Int, _ width: Int) -> String {
      String(repeating: "0", count: max(0, width - String(value).count)) + String(value)
    }
    return (degrees < 0 ? "-" : "+") + zeros(whole, digits) + "." + zeros(fraction, 4)
  }
}
