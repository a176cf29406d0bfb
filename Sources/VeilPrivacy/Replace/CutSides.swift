package import VeilMedia

/// Sides on which an instance goes on beyond the picture: its box ends where the picture does.
///
/// On every other side a padded box ends in background.
package struct CutSides: OptionSet, Sendable, Hashable {
  package let rawValue: Int

  package init(rawValue: Int) { self.rawValue = rawValue }

  package static let top = CutSides(rawValue: 1)
  package static let right = CutSides(rawValue: 2)
  package static let bottom = CutSides(rawValue: 4)
  package static let left = CutSides(rawValue: 8)

  /// Where a box touches the border of a picture.
  package init(of region: PixelRect, inWidth width: Int, height: Int) {
    self = []
    if region.y <= 0 { insert(.top) }
    if region.x + region.width >= width { insert(.right) }
    if region.y + region.height >= height { insert(.bottom) }
    if region.x <= 0 { insert(.left) }
  }

  /// The sides after the picture was turned clockwise: what was its top is then at the right.
  package func turned(quarters: Int) -> CutSides {
    let shifted = rawValue << (quarters & 3)
    return CutSides(rawValue: (shifted | shifted >> 4) & 15)
  }
}
