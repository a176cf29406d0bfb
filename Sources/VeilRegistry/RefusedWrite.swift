internal import VeilLedger

/// What lies in the registry's file and the ledger will not have: everything else works, and this waits for a decision.
package struct RefusedWrite: Sendable, Hashable, CustomStringConvertible {
  package let record: RecordID
  /// Whether it is the revocation that was refused; otherwise the record itself.
  package let isRevocation: Bool
  /// What the ledger said.
  package let reason: String

  package var description: String {
    isRevocation
      ? "the ledger refused to revoke record \(record) (\(reason)); it is tried again whenever the registry is opened"
      : "the ledger refused record \(record) (\(reason)); it is tried again whenever the registry is opened, and "
        + "`veilcam registry erase \(record)` gives it up"
  }
}

extension LedgerError {
  /// Whether the ledger answered and said no, so that other work can go on.
  var isRefusal: Bool { code == .refused || code == .insufficientFunds }
}
