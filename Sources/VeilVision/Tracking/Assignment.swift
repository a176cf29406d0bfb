/// Optimal one-to-one assignment: the matching of rows to columns with the greatest total gain.
///
/// Successive shortest augmenting paths with dual variables (Kuhn 1955; Jonker and Volgenant, Computing 38, 1987),
/// O(rows² · columns). A pair without gain is never matched, and a row or column may stay alone.
enum Assignment {
  /// - Parameter gain: what pairing the row with the column is worth; nil or not above 0 forbids it.
  /// - Returns: for each row its column, or nil.
  static func best(rows: Int, columns: Int, gain: (_ row: Int, _ column: Int) -> Double?) -> [Int?] {
    guard rows > 0, columns > 0 else { return [Int?](repeating: nil, count: max(0, rows)) }
    if rows > columns {
      let byColumn = best(rows: columns, columns: rows) { gain($1, $0) }
      var result = [Int?](repeating: nil, count: rows)
      for (column, row) in byColumn.enumerated() {
        if let row { result[row] = column }
      }
      return result
    }
    var cost = [Double](repeating: 0, count: rows * columns)
    for row in 0..<rows {
      for column in 0..<columns {
        if let value = gain(row, column), value > 0 { cost[row * columns + column] = -value }
      }
    }
    return solve(cost: cost, rows: rows, columns: columns).enumerated().map { row, column in
      cost[row * columns + column] < 0 ? column : nil
    }
  }

  /// Gives every row a column of its own at least total cost; needs `rows <= columns`.
  private static func solve(cost: [Double], rows: Int, columns: Int) -> [Int] {
    // Column and row 0 are a sentinel: the free row that is being placed.
    var rowPotential = [Double](repeating: 0, count: rows + 1)
    var columnPotential = [Double](repeating: 0, count: columns + 1)
    var rowOfColumn = [Int](repeating: 0, count: columns + 1)
    for row in 1...rows {
      var previous = [Int](repeating: 0, count: columns + 1)
      var slack = [Double](repeating: .infinity, count: columns + 1)
      var visited = [Bool](repeating: false, count: columns + 1)
      rowOfColumn[0] = row
      var column = 0
      repeat {
        visited[column] = true
        let current = rowOfColumn[column]
        var delta = Double.infinity
        var next = 0
        for candidate in 1...columns where !visited[candidate] {
          let reduced =
            cost[(current - 1) * columns + candidate - 1] - rowPotential[current] - columnPotential[candidate]
          if reduced < slack[candidate] {
            slack[candidate] = reduced
            previous[candidate] = column
          }
          if slack[candidate] < delta {
            delta = slack[candidate]
            next = candidate
          }
        }
        for candidate in 0...columns {
          if visited[candidate] {
            rowPotential[rowOfColumn[candidate]] += delta
            columnPotential[candidate] -= delta
          } else {
            slack[candidate] -= delta
          }
        }
        column = next
      } while rowOfColumn[column] != 0
      while column != 0 {
        rowOfColumn[column] = rowOfColumn[previous[column]]
        column = previous[column]
      }
    }
    var result = [Int](repeating: 0, count: rows)
    for column in 1...columns where rowOfColumn[column] != 0 { result[rowOfColumn[column] - 1] = column - 1 }
    return result
  }
}
