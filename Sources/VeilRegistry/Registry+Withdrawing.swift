internal import Cryptography
package import VeilLedger

extension Registry {
  /// Takes a record out of use: it is found no more, and the ledger says so.
  /// - Throws: ``RegistryError``: `invalidQuery` for reasons that have their own ways.
  package func revoke(_ id: RecordID, _ reason: RegistryRevocation, purpose: AuditPurpose) async throws {
    guard reason == .withdrawn || reason == .wrong else {
      throw RegistryError(.invalidQuery, "a record is revoked as withdrawn or wrong; `registry erase` erases it")
    }
    try await withdraw(try live(id), reason, action: .revoke, purpose: purpose)
  }

  /// Destroys a record's data key, ciphertext, tokens and templates, and then tells the ledger. Works on revoked records
  /// too, and does its part here even where the ledger cannot be reached.
  ///
  /// Copies of the file from before (backups, snapshots, blocks that a disk has put aside) are out of its reach.
  package func erase(_ id: RecordID, purpose: AuditPurpose) async throws {
    let record = try store.record(id)
    guard record.state != .erased else { throw RegistryError(.erased, "record \(id) is erased already") }
    try await withdraw(record, .erased, action: .erase, purpose: purpose)
  }

  private func withdraw(
    _ record: StoredRecord, _ reason: RegistryRevocation, action: AuditLine.Action, purpose: AuditPurpose
  ) async throws {
    try note(action, purpose, [record.id])
    try store.withdraw(record, reason)
    let changed = try store.record(record.id)
    if try store.isRevocationOpen(changed) { try await settleRevocation(changed) }
  }
}
