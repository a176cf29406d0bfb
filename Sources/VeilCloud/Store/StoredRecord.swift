internal import Cryptography
package import VeilEvidence

/// A signed record with its place in the log.
package struct StoredRecord: Sendable, Hashable {
  /// Place in the record log.
  package let index: Int
  package let record: SignedRecord
  package let salt: [UInt8]
  /// Milliseconds since 1970 when it was logged.
  package let time: UInt64

  package init(index: Int, record: SignedRecord, salt: [UInt8], time: UInt64) {
    self.index = index
    self.record = record
    self.salt = salt
    self.time = time
  }
}
