import Foundation

extension Figure {
  /// "0.912 (0.87–0.95)", or "–" if nothing was measured.
  package var text: String {
    guard let value else { return "–" }
    guard let low, let high else { return Self.decimals(value, 3) }
    return "\(Self.decimals(value, 3)) (\(Self.decimals(low, 2))–\(Self.decimals(high, 2)))"
  }

  /// "62/68".
  package var fraction: String { "\(Int(numerator))/\(Int(denominator))" }

  static func decimals(_ value: Double, _ places: Int) -> String {
    String(format: "%.\(places)f", locale: Locale(identifier: "en_US_POSIX"), value)
  }
}
