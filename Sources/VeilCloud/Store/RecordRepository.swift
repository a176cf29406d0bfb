package import Cryptography

/// The stored records.
package protocol RecordRepository: Sendable {
  /// Runs work in one transaction, which is undone where it throws.
  func records<Result: Sendable>(_ work: @escaping @Sendable (any RecordTransaction) throws -> Result) async throws
    -> Result
  func record(ofFilm videoHash: Hash256, by device: Address) async throws -> StoredRecord?
  /// Gaps below the highest number of each device, at most a number of them for each.
  func recordGaps(
    of devices: Set<Address>, limit: Int
  ) async throws -> [(device: Address, range: ClosedRange<UInt32>)]
  /// Entries of the record log from an index.
  func recordEntries(from index: Int, count: Int) async throws -> [Hash256]
}

/// What a transaction over records may do.
package protocol RecordTransaction {
  func device(_ address: Address) throws -> StoredDevice?
  func record(_ number: UInt32, of device: Address) throws -> StoredRecord?
  func record(ofFilm videoHash: Hash256, by device: Address) throws -> StoredRecord?
  func insert(_ record: StoredRecord) throws
}
