internal import VeilMedia

/// Finds text that is burnt into a film: strokes that stay where they are while the scene behind them moves.
///
/// A stroke has an edge to each side. A pixel counts as edge if its horizontal gradient is strong and of one sign in most of
/// the sampled frames, which no moving thing's is; cells that are dense with edges of both signs are text, unlike the single
/// long edge of a bonnet or a windscreen; and runs of such cells are lines. Where nothing moves, as in a parked car, fine
/// texture is taken for text too: more is hidden then, never less.
struct StaticText {
  /// Pixels along the side of a cell.
  private static let cell = 8
  /// Longest side in which is looked, pixels; larger pictures are thinned out.
  private static let longSide = 1_920
  /// Least difference of the pixels to the left and to the right, of 255.
  private static let contrast = 28
  /// Share of the frames in which an edge must be there.
  private static let persistence = 0.6
  /// Least share of a cell's pixels that are edges, of each sign.
  private static let density = 1.0 / 32
  /// Text without this many cells in a row is no line.
  private static let leastCells = 3
  /// Cells without an edge that a line may have between its words.
  private static let gap = 4

  /// Pixels of the picture that make one of the grid.
  private let step: Int
  private let width: Int
  private let height: Int
  private let picture: (width: Int, height: Int)
  private var frames = 0
  /// In how many frames a pixel was a rising and a falling edge.
  private var rising: [UInt16]
  private var falling: [UInt16]

  /// - Parameters:
  ///   - width: of the frames to come, in pixels.
  ///   - height: likewise.
  init(width: Int, height: Int) {
    picture = (width, height)
    step = max(1, (max(width, height) + Self.longSide - 1) / Self.longSide)
    (self.width, self.height) = (width / step, height / step)
    rising = [UInt16](repeating: 0, count: self.width * self.height)
    falling = rising
  }

  /// Looks at a frame. Frames should lie far apart, so that what moves has moved; 65,000 at most.
  mutating func add(_ frame: VideoFrame) throws {
    guard (frame.format.width, frame.format.height) == picture, frames < Int(UInt16.max) else { return }
    frames += 1
    if frame.format.bytesPerSample == 1 {
      try frame.withPlane(0, as: UInt8.self) { count($0, shift: 0) }
    } else {
      try frame.withPlane(0, as: UInt16.self) { count($0, shift: frame.format.bitDepth - 8) }
    }
  }

  private mutating func count<Sample>(_ plane: Plane<Sample>, shift: Int) {
    guard width > 2 else { return }
    for y in 0..<height {
      let row = plane.row(y * step)
      for x in 1..<width - 1 {
        let difference = (Int(row[(x + 1) * step]) >> shift) - (Int(row[(x - 1) * step]) >> shift)
        if difference >= Self.contrast { rising[y * width + x] += 1 }
        if difference <= -Self.contrast { falling[y * width + x] += 1 }
      }
    }
  }

  // MARK: Lines

  /// The lines of text that were found.
  func lines() -> [TextLine] {
    guard frames > 1 else { return [] }
    let columns = (width + Self.cell - 1) / Self.cell
    let rows = (height + Self.cell - 1) / Self.cell
    var isText = (0..<rows).map { row in (0..<columns).map { isDense(column: $0, row: row) } }
    for row in 0..<rows { Self.close(&isText[row]) }
    return Self.components(isText).filter { $0.width >= Self.leastCells }.compactMap(line)
  }

  private func isDense(column: Int, row: Int) -> Bool {
    let needed = UInt16((Double(frames) * Self.persistence).rounded(.up))
    var (up, down, all) = (0, 0, 0)
    for y in row * Self.cell..<min(height, (row + 1) * Self.cell) {
      for x in column * Self.cell..<min(width, (column + 1) * Self.cell) {
        all += 1
        if rising[y * width + x] >= needed { up += 1 }
        if falling[y * width + x] >= needed { down += 1 }
      }
    }
    return Double(min(up, down)) >= Double(all) * Self.density
  }

  /// Fills the gaps between words.
  private static func close(_ row: inout [Bool]) {
    var last: Int?
    for column in row.indices where row[column] {
      if let last, column - last - 1 <= gap { for between in last..<column { row[between] = true } }
      last = column
    }
  }

  /// Boxes of cells that touch each other, corners included.
  private static func components(_ cells: [[Bool]]) -> [PixelRect] {
    var left = cells
    var found: [PixelRect] = []
    for row in left.indices {
      for column in left[row].indices where left[row][column] {
        var box = PixelRect(x: column, y: row, width: 1, height: 1)
        var open = [(row, column)]
        left[row][column] = false
        while let (y, x) = open.popLast() {
          box = union(box, PixelRect(x: x, y: y, width: 1, height: 1))
          for nextY in max(0, y - 1)...min(left.count - 1, y + 1) {
            for nextX in max(0, x - 1)...min(left[nextY].count - 1, x + 1) where left[nextY][nextX] {
              left[nextY][nextX] = false
              open.append((nextY, nextX))
            }
          }
        }
        found.append(box)
      }
    }
    return found
  }

  private static func union(_ one: PixelRect, _ other: PixelRect) -> PixelRect {
    let (x, y) = (min(one.x, other.x), min(one.y, other.y))
    return PixelRect(
      x: x, y: y, width: max(one.x + one.width, other.x + other.width) - x,
      height: max(one.y + one.height, other.y + other.height) - y)
  }

  /// What is hidden of a line: a cell above and below, and to each side as much as three characters, at most an eighth of the
  /// picture: the last digits of a clock are never the same.
  private func line(_ cells: PixelRect) -> TextLine? {
    let side = min(3 * cells.height * Self.cell, width / 8) + Self.cell
    let size = Self.cell * step
    let core = PixelRect(
      x: cells.x * size, y: cells.y * size, width: cells.width * size, height: cells.height * size)
    let region = PixelRect(
      x: core.x - side * step, y: core.y - size, width: core.width + 2 * side * step, height: core.height + 2 * size)
    guard let core = core.clipped(toWidth: picture.width, height: picture.height),
      let region = region.clipped(toWidth: picture.width, height: picture.height)
    else { return nil }
    return TextLine(core: core, region: region)
  }
}
