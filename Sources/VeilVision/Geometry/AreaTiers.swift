/// Two rules for the area that a network gets to see, chosen by the picture's own area.
package struct AreaTiers: Sendable, Hashable, Codable {
  /// Pixels up to which a picture counts as small.
  package var limit: Int
  package var small: AreaRule
  package var large: AreaRule

  package init(limit: Int, small: AreaRule, large: AreaRule) {
    self.limit = limit
    self.small = small
    self.large = large
  }

  /// The rule for a picture.
  package func rule(for picture: PictureSize) -> AreaRule {
    Double(picture.width) * Double(picture.height) <= Double(limit) ? small : large
  }
}
