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
    let counts = Self.counts(for: region, cells: cells, minimumCell: minimumCell)
    columns = Self.edges(from: region.x, count: region.width, cells: counts.columns, shift: format.chromaShiftX)
    rows = Self.edges(from: region.y, count: region.height, cells: counts.rows, shift: format.chromaShiftY)
  }

  /// How many columns and rows of cells a region gets: as many as fit with the same least side each, for a thin rest
  /// would show a strip of the original.
  static func counts(for region: PixelRect, cells: Int, minimumCell: Int) -> (columns: Int, rows: Int) {
    let longer = max(region.width, region.height)
    let side = max((longer + cells - 1) / cells, minimumCell)
    return (max(1, region.width / side), max(1, region.height / side))
  }

  /// All cells, row by row.
  var cells: [PixelRect] {
    zip(rows, rows.dropFirst()).flatMap { top, bottom in
      zip(columns, columns.dropFirst()).map { left, right in
        PixelRect(x: left, y: top, width: right - left, height: bottom - top)
      }
    }
  }

  private static func edges(from start: Int, count: Int, cells: Int, shift: Int) -> [Int] {
    let units = (count + (1 << shift) - 1) >> shift
    let cells = min(cells, units)
    return (0...cells).map { min(start + (($0 * units / cells) << shift), start + count) }
  }
}
