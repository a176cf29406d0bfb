package import VeilMedia

/// An axis-aligned box in pixels of the upright or coded picture it was found in: continuous coordinates, origin at the
/// top left corner of the top left pixel. May reach beyond the picture.
package struct Box: Sendable, Hashable, Codable {
  package var x: Double
  package var y: Double
  package var width: Double
  package var height: Double

  package init(x: Double, y: Double, width: Double, height: Double) {
    self.x = x
    self.y = y
    self.width = width
    self.height = height
  }

  package var maxX: Double { x + width }
  package var maxY: Double { y + height }
  package var centerX: Double { x + width / 2 }
  package var centerY: Double { y + height / 2 }
  package var area: Double { max(0, width) * max(0, height) }

  /// True if all four numbers are finite and the box has an area.
  package var isValid: Bool {
    x.isFinite && y.isFinite && width.isFinite && height.isFinite && width > 0 && height > 0
  }

  /// Area shared with another box, 0 if they do not touch.
  package func intersectionArea(with other: Box) -> Double {
    let shared = min(maxX, other.maxX) - max(x, other.x)
    let sharedHeight = min(maxY, other.maxY) - max(y, other.y)
    return shared > 0 && sharedHeight > 0 ? shared * sharedHeight : 0
  }

  /// Intersection over union, 0...1.
  package func iou(with other: Box) -> Double {
    let shared = intersectionArea(with: other)
    let union = area + other.area - shared
    return union > 0 ? shared / union : 0
  }

  /// The box grown on each side by a fraction of its size, at least by `minimum` pixels.
  package func padded(byFraction fraction: Double, minimum: Double = 0) -> Box {
    let dx = max(width * fraction, minimum)
    let dy = max(height * fraction, minimum)
    return Box(x: x - dx, y: y - dy, width: width + 2 * dx, height: height + 2 * dy)
  }

  /// A box between this one (`fraction` 0) and another (`fraction` 1).
  package func interpolated(to other: Box, fraction: Double) -> Box {
    Box(
      x: x + (other.x - x) * fraction, y: y + (other.y - y) * fraction,
      width: width + (other.width - width) * fraction, height: height + (other.height - height) * fraction)
  }

  /// The smallest whole-pixel rectangle that covers the box inside a picture, or nil if they do not overlap.
  package func pixelRect(inWidth pictureWidth: Int, height pictureHeight: Int) -> PixelRect? {
    guard isValid else { return nil }
    let left = max(0, x.rounded(.down))
    let top = max(0, y.rounded(.down))
    let right = min(Double(pictureWidth), maxX.rounded(.up))
    let bottom = min(Double(pictureHeight), maxY.rounded(.up))
    guard right > left, bottom > top else { return nil }
    return PixelRect(x: Int(left), y: Int(top), width: Int(right - left), height: Int(bottom - top))
  }
}
