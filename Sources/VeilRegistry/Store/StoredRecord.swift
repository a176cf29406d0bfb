package import Cryptography
internal import GRDB
package import VeilLedger

/// A record as the store has it.
package struct StoredRecord: Sendable, Hashable {
  /// Where a record stands.
  package enum State: String, Sendable, Hashable, CaseIterable {
    /// Written here, but the ledger may not have it yet.
    case pending
    case live
    case revoked
    /// Its key is destroyed.
    case erased
  }

  /// The store's own number.
  let row: Int64
  package let id: RecordID
  package let epoch: UInt32
  package let state: State
  /// The entry on the ledger; nil while pending.
  package let entry: UInt64?
  /// The record whose place it takes.
  package let replaces: RecordID?
  let salt: Hash256
  package let commitment: Hash256
  let ciphertext: [UInt8]?
  package let ciphertextHash: Hash256
  package let revocation: RegistryRevocation?
}

extension StoredRecord: FetchableRecord {
  init(row: Row) throws {
    guard let number: Int64 = row["number"], let state = State(rawValue: row["state"]),
      let epoch = UInt32(exactly: row["epoch"] as Int64)
    else { throw Self.damaged }
    self.row = number
    id = try RecordID(bytes: try row.bytes("id"))
    self.epoch = epoch
    self.state = state
    entry = (row["entry"] as Int64?).flatMap { UInt64(exactly: $0) }
    replaces = try row.optionalBytes("replaces").map { try RecordID(bytes: $0) }
    salt = try row.hash("salt")
    commitment = try row.hash("commitment")
    ciphertext = row.optionalBytes("ciphertext")
    ciphertextHash = try row.hash("ciphertextHash")
    revocation = (row["revocation"] as Int64?).flatMap { UInt8(exactly: $0) }.flatMap {
      RegistryRevocation(rawValue: $0)
    }
  }

  static let damaged = RegistryError(.damaged, "the registry's file is damaged; restore it from a backup")
}
