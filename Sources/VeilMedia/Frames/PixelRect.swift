/// A rectangle of whole pixels: half open, `x..<x + width`.
package struct PixelRect: Sendable, Hashable, Codable {
  package var x: Int
  package var y: Int
  package var width: Int
  package var height: Int

  package init(x: Int, y: Int, width: Int, height: Int) {
    self.x = x
    self.y = y
    self.width = width
    self.height = height
  }

  package var area: Int { width * height }

  /// The rectangle with so many pixels more on each side.
  package func widened(by margin: Int) -> PixelRect {
    PixelRect(x: x - margin, y: y - margin, width: width + 2 * margin, height: height + 2 * margin)
  }

  /// The part of the rectangle inside a picture, or nil if nothing is.
  package func clipped(toWidth pictureWidth: Int, height pictureHeight: Int) -> PixelRect? {
    let left = max(0, x)
    let top = max(0, y)
    let right = min(pictureWidth, x.addingSaturating(width))
    let bottom = min(pictureHeight, y.addingSaturating(height))
    guard right > left, bottom > top else { return nil }
    return PixelRect(x: left, y: top, width: right - left, height: bottom - top)
  }
}

extension Int {
  fileprivate func addingSaturating(_ other: Int) -> Int {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? (other > 0 ? .max : .min) : sum
  }
}
