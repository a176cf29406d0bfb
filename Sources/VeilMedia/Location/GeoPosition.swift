internal import Foundation

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

  /// Reads ISO 6709 annex H in any of its precisions: `±DD.D±DDD.D`, `±DDMM.M±DDDMM.M`, `±DDMMSS.S±DDDMMSS.S`.
  package init?(iso6709 text: String) {
    guard let match = text.firstMatch(of: /([+-]\d+(?:\.\d+)?)([+-]\d+(?:\.\d+)?)/),
      let latitude = Self.degrees(match.1, digits: 2), let longitude = Self.degrees(match.2, digits: 3)
    else { return nil }
    self.init(latitude: latitude, longitude: longitude)
  }

  private static func degrees(_ text: Substring, digits: Int) -> Double? {
    guard let value = Double(text.dropFirst()) else { return nil }
    let whole = text.dropFirst().prefix { $0 != "." }.count
    let magnitude: Double =
      switch whole - digits {
      case ...0: value
      case 1, 2: (value / 100).rounded(.down) + value.truncatingRemainder(dividingBy: 100) / 60
      default:
        (value / 10_000).rounded(.down) + (value / 100).rounded(.down).truncatingRemainder(dividingBy: 100) / 60
          + value.truncatingRemainder(dividingBy: 100) / 3600
      }
    return text.first == "-" ? -magnitude : magnitude
  }
}
