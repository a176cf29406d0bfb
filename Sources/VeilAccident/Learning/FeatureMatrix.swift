/// Descriptions of many pictures, one a row.
package struct FeatureMatrix: Sendable {
  package let columns: Int
  package private(set) var rows = 0
  /// Row by row.
  package private(set) var values: [Float] = []

  package init(columns: Int) { self.columns = columns }

  /// - Precondition: the row has as many numbers as there are columns.
  package mutating func append(_ row: [Float]) {
    precondition(row.count == columns)
    values += row
    rows += 1
  }

  package mutating func reserve(_ count: Int) { values.reserveCapacity(count * columns) }

  /// Changes every row in place.
  mutating func standardise(_ standardiser: Standardiser) {
    values.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      for row in 0..<rows { standardiser.apply(to: base + row * columns) }
    }
  }
}
