package import Cryptography
package import VeilEvidence

/// What relayer and cloud do with evidence contracts.
package struct EvidenceLedger: Sendable {
  package let ledger: any Ledger
  package let account: LedgerAccount

  package init(_ ledger: any Ledger, account: LedgerAccount) {
    self.ledger = ledger
    self.account = account
  }

  /// Makes the evidence contract of a binding, unless it is there already.
  /// - Returns: its address, and the receipt if it was made now.
  /// - Throws: ``LedgerError``, `refused` where the camera's signature does not count on this ledger.
  @discardableResult
  package func create(_ binding: SignedBinding) async throws -> (evidence: Address, receipt: LedgerReceipt?) {
    let address = try await ledger.evidenceAddress(of: binding.binding, device: try binding.signer().address)
    if (try? await ledger.evidence(at: address)) != nil { return (address, nil) }
    let receipt = try await ledger.perform(.createEvidence(binding), by: account)
    guard receipt.created == address else {
      throw LedgerError(.malformed, "the ledger made another evidence contract than was asked for; check the factory")
    }
    return (address, receipt)
  }

  /// Sets the evidence contract of a binding verified; the account must be the cloud's. Done already counts as done.
  @discardableResult
  package func verify(_ evidence: Address, binding: SignedBinding) async throws -> LedgerReceipt? {
    guard try await ledger.evidence(at: evidence).status != .verified else { return nil }
    let fields = try EvidenceFields.hash(of: binding.binding, device: try binding.signer().address)
    return try await ledger.perform(.verify(evidence: evidence, fieldsHash: fields), by: account)
  }

  /// Sets an evidence contract refused; the account must be the cloud's. Done already counts as done.
  @discardableResult
  package func refuse(_ evidence: Address, reason: UInt64) async throws -> LedgerReceipt? {
    guard try await ledger.evidence(at: evidence).status != .refused else { return nil }
    return try await ledger.perform(.refuse(evidence: evidence, reason: reason), by: account)
  }

  /// Writes the root of a log, unless it stands there already; the account must be the cloud's.
  @discardableResult
  package func anchor(_ root: AnchorRoot) async throws -> LedgerReceipt? {
    guard try await ledger.latestAnchor(of: root.log) != root else { return nil }
    return try await ledger.perform(.anchor(root), by: account)
  }
}
