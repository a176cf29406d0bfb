internal import Foundation

/// A rectangle of cells, or all of them.
package enum SearchArea: Sendable, Hashable {
  case everywhere
  case cells(rows: ClosedRange<Int32>, columns: ClosedRange<Int32>)

  /// Metres of a degree of latitude.
  private static let metresPerDegree = 111_195.0
  static let cellsPerDegree = 20.0
  /// Cells of a side of a tile.
  static let tileSide: Int32 = 16

  /// Cells whose search is one look into the index each.
  private static let fewCells = 64

  /// The cells that a circle touches.
  /// - Parameters: degrees, and metres.
  package init(latitude: Double, longitude: Double, radius: Double) {
    let height = radius / Self.metresPerDegree
    let parallel = max(0.01, cos(min(89.9, abs(latitude) + height) * .pi / 180))
    let width = min(180, height / parallel)
    func cell(_ degrees: Double, _ limit: Int32) -> Int32 {
      max(-limit, min(limit, Int32((degrees * Self.cellsPerDegree).rounded(.down))))
    }
    self = .cells(
      rows: cell(latitude - height, 1_800)...cell(latitude + height, 1_800),
      columns: cell(longitude - width, 3_600)...cell(longitude + width, 3_600))
  }

  /// Whether the area is looked up cell by cell.
  var hasFewCells: Bool {
    guard case .cells(let rows, let columns) = self else { return false }
    return rows.count * columns.count <= Self.fewCells
  }

  static func tile(row: Int32, column: Int32) -> Int64 {
    func index(_ cell: Int32) -> Int64 { Int64((Double(cell) / Double(tileSide)).rounded(.down)) }
    return index(row) * 1_000 + index(column)
  }

  /// The tiles that the area touches.
  var tiles: [Int64] {
    guard case .cells(let rows, let columns) = self else { return [] }
    var tiles = Set<Int64>()
    for row in steps(rows) { for column in steps(columns) { tiles.insert(Self.tile(row: row, column: column)) } }
    return tiles.sorted()
  }

  private func steps(_ range: ClosedRange<Int32>) -> [Int32] {
    Array(stride(from: range.lowerBound, through: range.upperBound, by: Int(Self.tileSide))) + [range.upperBound]
  }
}
