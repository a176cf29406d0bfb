package import VeilMedia

/// Joins what was found in overlapping tiles into detections of the whole picture.
///
/// An object on a seam appears whole in one tile and cut in another, or cut in both. Cut boxes lose against a whole one
/// that contains them, and two cut halves of one object become their union, so that no part of it stays uncovered.
package struct TileMerger: Sendable, Hashable {
  /// What was found in one part of a picture.
  package struct Tile: Sendable, Hashable {
    package let region: PixelRect
    /// In the whole picture's pixels.
    package var detections: [Detection]

    package init(region: PixelRect, detections: [Detection]) {
      self.region = region
      self.detections = detections
    }
  }

  /// Suppresses duplicates at the end.
  package var suppression: NonMaximumSuppression
  /// A box this close to a tile's inner edge counts as cut, in pixels of the picture.
  package var edge: Double

  package init(suppression: NonMaximumSuppression, edge: Double = 3) {
    self.suppression = suppression
    self.edge = edge
  }

  /// - Parameters:
  ///   - tiles: the tiles and what was found in each.
  ///   - region: what the tiles cover; its own edges cut nothing.
  package func merge(_ tiles: [Tile], covering region: PixelRect) -> [Detection] {
    var whole: [Detection] = []
    var cut: [Detection] = []
    for tile in tiles {
      for detection in tile.detections {
        if isCut(detection.box, by: tile.region, region) { cut.append(detection) } else { whole.append(detection) }
      }
    }
    return suppression.apply(to: whole + joined(cut.filter { piece in !isPart(piece, of: whole) }))
  }

  private func isCut(_ box: Box, by tile: PixelRect, _ region: PixelRect) -> Bool {
    let (right, bottom) = (tile.x + tile.width, tile.y + tile.height)
    return (tile.x > region.x && box.x < Double(tile.x) + edge)
      || (tile.y > region.y && box.y < Double(tile.y) + edge)
      || (right < region.x + region.width && box.maxX > Double(right) - edge)
      || (bottom < region.y + region.height && box.maxY > Double(bottom) - edge)
  }

  /// True if a whole detection that the piece may belong to contains most of it.
  private func isPart(_ piece: Detection, of whole: [Detection]) -> Bool {
    whole.contains { other in
      sameObject(piece.category, other.category)
        && piece.box.intersectionArea(with: other.box) > 0.7 * piece.box.area
    }
  }

  /// Pieces that overlap, and so show the same part of the picture, become one box.
  private func joined(_ pieces: [Detection]) -> [Detection] {
    var result: [Detection] = []
    for piece in pieces.sorted(by: { $0.box.area > $1.box.area }) {
      if let index = result.firstIndex(where: { sameObject($0.category, piece.category) && meet($0.box, piece.box) }) {
        result[index].box = result[index].box.union(with: piece.box)
        result[index].confidence = max(result[index].confidence, piece.confidence)
      } else {
        result.append(piece)
      }
    }
    return result
  }

  /// True if two pieces share most of the smaller one's extent across the seam or most of its area.
  private func meet(_ first: Box, _ second: Box) -> Bool {
    let shared = first.intersectionArea(with: second)
    guard shared > 0 else { return false }
    if shared > 0.5 * min(first.area, second.area) { return true }
    let width = min(first.maxX, second.maxX) - max(first.x, second.x)
    let height = min(first.maxY, second.maxY) - max(first.y, second.y)
    return width > 0.7 * max(first.width, second.width) || height > 0.7 * max(first.height, second.height)
  }

  private func sameObject(_ first: Category, _ second: Category) -> Bool {
    first == second || suppression.groups.contains { $0.contains(first) && $0.contains(second) }
  }
}

extension Box {
  /// The smallest box that contains both.
  func union(with other: Box) -> Box {
    let (left, top) = (min(x, other.x), min(y, other.y))
    return Box(x: left, y: top, width: max(maxX, other.maxX) - left, height: max(maxY, other.maxY) - top)
  }

  /// The part of the box inside a rectangle; may be empty.
  func clipped(to rect: PixelRect) -> Box {
    let left = min(max(x, Double(rect.x)), Double(rect.x + rect.width))
    let top = min(max(y, Double(rect.y)), Double(rect.y + rect.height))
    return Box(
      x: left, y: top, width: max(0, min(maxX, Double(rect.x + rect.width)) - left),
      height: max(0, min(maxY, Double(rect.y + rect.height)) - top))
  }
}
