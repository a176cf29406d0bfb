package import VeilVision
internal import VeilMedia

/// A set of pixels of a picture.
package struct PixelMask: Sendable, Hashable {
  package let width: Int
  package let height: Int
  /// Row by row, 1 for pixels in the set and 0 for the others.
  private(set) var pixels: [UInt8]

  /// The empty set.
  /// - Parameters:
  ///   - width: columns of the picture, of a size that was decoded.
  ///   - height: rows of the picture.
  package init(width: Int, height: Int) {
    self.width = max(0, width)
    self.height = max(0, height)
    pixels = [UInt8](repeating: 0, count: self.width * self.height)
  }

  /// The union of boxes, each grown to whole pixels and cut at the border.
  package init(width: Int, height: Int, boxes: [Box]) {
    self.init(width: width, height: height)
    for box in boxes { insert(box) }
  }

  /// Number of pixels in the set.
  package var count: Int { pixels.reduce(0) { $0 + Int($1) } }

  package func contains(x: Int, y: Int) -> Bool {
    (0..<width).contains(x) && (0..<height).contains(y) && pixels[y * width + x] != 0
  }

  package mutating func insert(x: Int, y: Int) {
    guard (0..<width).contains(x), (0..<height).contains(y) else { return }
    pixels[y * width + x] = 1
  }

  /// Adds every pixel that the box touches.
  package mutating func insert(_ box: Box) {
    guard let rect = box.pixelRect(inWidth: width, height: height) else { return }
    for y in rect.y..<rect.y + rect.height {
      let row = y * width
      for x in row + rect.x..<row + rect.x + rect.width { pixels[x] = 1 }
    }
  }

  package mutating func formUnion(_ other: PixelMask) {
    guard other.width == width, other.height == height else { return }
    for index in pixels.indices { pixels[index] |= other.pixels[index] }
  }

  /// Share of the box's pixels inside the picture that belong to the set, 0...1; nil for a box outside the picture.
  package func share(of box: Box) -> Double? {
    guard let rect = box.pixelRect(inWidth: width, height: height) else { return nil }
    var inside = 0
    for y in rect.y..<rect.y + rect.height {
      let row = y * width
      for x in row + rect.x..<row + rect.x + rect.width { inside += Int(pixels[x]) }
    }
    return Double(inside) / Double(rect.area)
  }

  /// The pixels in both sets; empty for pictures of different size.
  package func intersection(_ other: PixelMask) -> PixelMask {
    combined(with: other) { $0 & $1 }
  }

  /// The pixels of this set that are not in the other.
  package func subtracting(_ other: PixelMask) -> PixelMask {
    combined(with: other) { $0 & ~$1 }
  }

  private func combined(with other: PixelMask, _ combine: (UInt8, UInt8) -> UInt8) -> PixelMask {
    var result = PixelMask(width: width, height: height)
    guard other.width == width, other.height == height else { return result }
    for index in pixels.indices { result.pixels[index] = combine(pixels[index], other.pixels[index]) }
    return result
  }
}
