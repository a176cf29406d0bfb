package import Cryptography
package import Ethereum
package import VeilMedia

/// Where and when, coarse enough for a public index: a cell of a twentieth of a degree (about 5.5 km from south to
/// north) and an hour.
package struct CoarsePlace: Sendable, Hashable {
  /// Cells in a degree.
  package static let cellsPerDegree = 20.0
  package static let secondsPerBucket: Int64 = 3_600

  /// ⌊20 · latitude⌋: −1800 to 1800.
  package let row: Int32
  /// ⌊20 · longitude⌋: −3600 to 3600.
  package let column: Int32
  /// ⌊seconds since 1970 / 3600⌋.
  package let bucket: UInt32

  package init(row: Int32, column: Int32, bucket: UInt32) {
    self.row = row
    self.column = column
    self.bucket = bucket
  }

  /// - Parameter time: milliseconds since 1970.
  /// - Throws: `outOfRange` for times before 1970 and beyond the year 491 000.
  package init(_ position: GeoPosition, time: Int64) throws {
    guard time >= 0, let bucket = UInt32(exactly: time / 1_000 / Self.secondsPerBucket) else {
      throw EvidenceError(.outOfRange, "the time of the incident is impossible; set the camera's clock")
    }
    self.init(
      row: Int32((position.latitude * Self.cellsPerDegree).rounded(.down)),
      column: Int32((position.longitude * Self.cellsPerDegree).rounded(.down)), bucket: bucket)
  }

  /// H(H("veilcam.place.v1") ‖ salt (32) ‖ row (4) ‖ column (4) ‖ bucket (4)), integers in two's complement.
  package func commitment(salt: SecretBytes) -> Hash256 {
    var hash = Keccak256()
    hash.update(HashDomain.place)
    salt.withUnsafeBytes { hash.update($0) }
    for part in [row.bigEndianBytes, column.bigEndianBytes, bucket.bigEndianBytes] { hash.update(part) }
    return hash.finalize()
  }

  package var json: JSON { ["row": .integer(row), "column": .integer(column), "bucket": .integer(bucket)] }
}
