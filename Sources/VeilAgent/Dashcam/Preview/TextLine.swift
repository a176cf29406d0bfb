internal import VeilMedia

/// A line of text in a picture, in pixels.
struct TextLine {
  /// Where its strokes are.
  var core: PixelRect
  /// What is hidden of it.
  var region: PixelRect

  var length: Int { max(core.width, core.height) }

  /// Whether hiding the other line hides this one.
  func isHidden(by other: TextLine) -> Bool {
    let outer = other.region
    return core.x >= outer.x && core.y >= outer.y && core.x + core.width <= outer.x + outer.width
      && core.y + core.height <= outer.y + outer.height
  }
}
