internal import Foundation

/// From which distance on two templates are one person's, set by how often strangers may be taken for each other.
package struct MatchThreshold: Sendable, Hashable {
  /// How much nearer than everybody else a sure match is. The distances of a face to two strangers differ by chance with a
  /// deviation of at most √256 = 16 bits (256 of 512 bits tell two strangers apart), so this is two deviations.
  package static let standardMargin = 32

  /// The largest distance in bits of a sure match.
  package let distance: Int
  /// How much nearer than everybody else the nearest has to be, in bits.
  package let margin: Int

  /// - Throws: ``RegistryError`` `unusableFace` unless 0 ≤ distance < half of the bits and the margin is not negative.
  package init(distance: Int, margin: Int = Self.standardMargin) throws(RegistryError) {
    guard (0..<FaceTemplate.bitCount / 2).contains(distance), (0...FaceTemplate.bitCount).contains(margin) else {
      throw RegistryError(
        .unusableFace, "a match distance is a number of bits from 0 to \(FaceTemplate.bitCount / 2 - 1)")
    }
    self.distance = distance
    self.margin = margin
  }

  /// The distance below which at most the share `rate` of distances between strangers lies.
  ///
  /// A rate below 3 over the number of comparisons cannot be shown by them (the rule of three: none seen in n bounds a
  /// rate by 3/n with 95 % confidence), so it is refused instead of extrapolated.
  /// - Throws: ``RegistryError`` `unusableFace`
  package init(strangers distances: [Int], rate: Double, margin: Int = Self.standardMargin) throws(RegistryError) {
    guard rate > 0, rate < 1, Double(distances.count) * rate >= 3 else {
      throw RegistryError(
        .unusableFace,
        "\(distances.count) comparisons of strangers cannot show a false-match rate of \(rate); give more photographs")
    }
    let allowed = Int(Double(distances.count) * rate)
    let sorted = distances.sorted()
    try self.init(distance: max(0, min(sorted[allowed] - 1, FaceTemplate.bitCount / 2 - 1)), margin: margin)
  }

  /// Whom a face is, or nil where it is nobody for sure: too far, or two people are about as near.
  package func sure(_ found: (first: TemplateIndex.Neighbour?, other: TemplateIndex.Neighbour?))
    -> TemplateIndex.Neighbour?
  {
    guard let first = found.first, first.distance <= distance else { return nil }
    if let other = found.other, other.distance - first.distance < margin { return nil }
    return first
  }
}
