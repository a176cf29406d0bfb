package import VeilMedia

/// The connected parts of what counts among the pixels of a picture.
package struct PixelParts: Sendable {
  /// Whether pixels that touch at a corner belong together.
  package enum Neighbourhood: Sendable {
    case edges
    case edgesAndCorners
  }

  private let width: Int
  private let height: Int
  private let neighbourhood: Neighbourhood

  package init(width: Int, height: Int, neighbourhood: Neighbourhood) {
    self.width = width
    self.height = height
    self.neighbourhood = neighbourhood
  }

  /// Each part's pixels, row by row counted, in the order of the parts' first pixels.
  /// - Parameter counts: whether a pixel belongs to any part, for each pixel.
  package func parts(of counts: [Bool]) -> [[Int]] {
    precondition(counts.count == width * height)
    var isLeft = counts
    var parts: [[Int]] = []
    for start in counts.indices where isLeft[start] {
      var part = [start]
      isLeft[start] = false
      var next = 0
      while next < part.count {
        visitNeighbours(of: part[next]) { place in
          guard isLeft[place] else { return }
          isLeft[place] = false
          part.append(place)
        }
        next += 1
      }
      parts.append(part)
    }
    return parts
  }

  @inline(__always)
  private func visitNeighbours(of place: Int, visit: (Int) -> Void) {
    let (x, y) = (place % width, place / width)
    switch neighbourhood {
    case .edges:
      if x > 0 { visit(place - 1) }
      if x + 1 < width { visit(place + 1) }
      if y > 0 { visit(place - width) }
      if y + 1 < height { visit(place + width) }
    case .edgesAndCorners:
      for row in max(0, y - 1)...min(height - 1, y + 1) {
        for column in max(0, x - 1)...min(width - 1, x + 1) { visit(row * width + column) }
      }
    }
  }

  /// The smallest rectangle around a part.
  package func box(of part: [Int]) -> PixelRect {
    let (columns, rows) = (part.map { $0 % width }, part.map { $0 / width })
    let (left, top) = (columns.min() ?? 0, rows.min() ?? 0)
    return PixelRect(
      x: left, y: top, width: (columns.max() ?? 0) - left + 1, height: (rows.max() ?? 0) - top + 1)
  }
}
