internal import VeilMedia

/// Cuts a region into cells of nearly equal size whose edges lie on the chroma grid.
struct CellGrid {
  /// Left edges of the columns of cells and the right edge of the last, in pixels.
  let columns: [Int]
  /// Upper edges of the rows of cells and the lower edge of the last.
  let rows: [Int]

  /// - Parameters:
  ///   - region: comes from ``PictureFormat/grownToChromaGrid(_:)``.
  ///   - cells: the most cells across the longer side.
  ///   - minimumCell: the least side of a cell in pixels, unless the region is smaller.
  init(region: PixelRect, format: PictureFormat, cells: Int, minimumCell: Int) {
    let longer = max(region.width, region.height)
    let side = max((longer + cells - 1) / cells, minimumCell)
    columns = Self.edges(from: region.x, count: region.width, cellSide: side, shift: format.chromaShiftX)
    rows = Self.edges(from: region.y, count: region.height, cellSide: side, shift: format.chromaShiftY)
  }

  /// All cells, row by row.
  var cells: [PixelRect] {
    zip(rows, rows.dropFirst()).flatMap { top, bottom in
      zip(columns, columns.dropFirst()).map { left, right in
        PixelRect(x: left, y: top, width: right - left, height: bottom - top)
      }
    }
  }

  /// As many cells as fit with at least `cellSide` each; a thin rest would show a strip of the original.
  private static func edges(from start: Int, count: Int, cellSide: Int, shift: Int) -> [Int] {
    let units = (count + (1 << shift) - 1) >> shift
    let cells = min(max(1, count / cellSide), units)
    return (0...cells).map { min(start + (($0 * units / cells) << shift), start + count) }
  }
}
