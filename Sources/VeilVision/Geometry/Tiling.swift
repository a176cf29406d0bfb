package import VeilMedia

/// Cuts a large picture into overlapping tiles, so that small objects reach the network at a size it can see.
package struct Tiling: Sendable, Hashable, Codable {
  /// Columns and rows of a tile in pixels of the picture; smaller only where the picture is.
  package var tile: PictureSize
  /// Pixels that neighbours share at least; an object up to this size is whole in some tile.
  package var overlap: Int

  package init(tile: PictureSize, overlap: Int) {
    self.tile = tile
    self.overlap = overlap
  }

  /// The tiles that cover a region, row by row, as evenly spread as whole `grid` steps allow.
  ///
  /// - Parameters:
  ///   - region: what must be covered.
  ///   - grid: origins are multiples of this away from the region's (2 for 4:2:0 pictures, whose chroma cannot be cut
  ///     at odd places).
  package func tiles(covering region: PixelRect, grid: Int = 2) -> [PixelRect] {
    let columns = starts(length: region.width, tile: tile.width, grid: grid)
    let rows = starts(length: region.height, tile: tile.height, grid: grid)
    return rows.flatMap { y in
      columns.map { x in
        PixelRect(
          x: region.x + x, y: region.y + y, width: min(tile.width, region.width - x),
          height: min(tile.height, region.height - y))
      }
    }
  }

  private func starts(length: Int, tile: Int, grid: Int) -> [Int] {
    let grid = max(1, grid)
    guard tile > 0, length > tile else { return [0] }
    // Rounding to the grid may move neighbours apart by almost a step on either side.
    let step = max(grid, tile - min(max(0, overlap), tile / 2) - 2 * (grid - 1))
    let count = (length - tile + step - 1) / step + 1
    return (0..<count).map { index in
      let exact = (length - tile) * index / (count - 1)
      // The last tile must reach the end: it is cut shorter rather than moved away from it.
      return index == count - 1 ? (exact + grid - 1) / grid * grid : exact / grid * grid
    }
  }
}
