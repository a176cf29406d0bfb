package import Cryptography
internal import Ethereum
internal import VeilEvidence

/// What owner and requester do with request contracts.
package struct RequestLedger: Sendable {
  package let ledger: any Ledger
  package let account: LedgerAccount

  package init(_ ledger: any Ledger, account: LedgerAccount) {
    self.ledger = ledger
    self.account = account
  }

  // MARK: Requester

  /// Asks for a rendition of verified evidence and pays the reward in.
  /// - Returns: the request contract.
  package func create(_ terms: RequestTerms) async throws -> (request: Address, receipt: LedgerReceipt) {
    guard terms.reason.utf8.count <= RequestTerms.maximumReason else {
      throw LedgerError(.malformed, "the reason is longer than \(RequestTerms.maximumReason) bytes; shorten it")
    }
    guard terms.rendition != .original || !terms.reason.isEmpty else {
      throw LedgerError(.malformed, "the original is given out for a stated reason only; state one")
    }
    let receipt = try await ledger.perform(.createRequest(terms), by: account)
    guard let request = receipt.created else {
      throw LedgerError(.malformed, "the ledger did not say which request it made; check the factory's address")
    }
    return (request, receipt)
  }

  /// Says that everything is as it should be: the owner is paid.
  @discardableResult
  package func confirm(_ request: Address) async throws -> LedgerReceipt {
    try await ledger.perform(.confirm(request: request), by: account)
  }

  /// Takes a request back that nobody has approved.
  @discardableResult
  package func cancel(_ request: Address) async throws -> LedgerReceipt {
    try await ledger.perform(.cancel(request: request), by: account)
  }

  // MARK: Owner

  /// Says that an approval will come, so that the requester cannot cancel any more. For the original rendition it must lie
  /// in an earlier block than the approval.
  @discardableResult
  package func announce(_ request: Address) async throws -> LedgerReceipt {
    try await ledger.perform(.announce(request: request), by: account)
  }

  /// Hands out the rekey and pays the deposit in.
  @discardableResult
  package func approve(_ approval: Approval) async throws -> LedgerReceipt {
    guard approval.link.utf8.count <= Approval.maximumLink else {
      throw LedgerError(.malformed, "the link is longer than \(Approval.maximumLink) bytes; use a shorter one")
    }
    return try await ledger.perform(.approve(approval), by: account)
  }

  @discardableResult
  package func deny(_ request: Address) async throws -> LedgerReceipt {
    try await ledger.perform(.deny(request: request), by: account)
  }

  // MARK: Anybody

  /// Pays the owner of an approved request when the requester's time is over.
  @discardableResult
  package func settle(_ request: Address) async throws -> LedgerReceipt {
    try await ledger.perform(.settle(request: request), by: account)
  }

  /// Pays the account's credit out.
  /// - Parameter receiver: where to; nil for the account itself.
  /// - Returns: nil where there is nothing to withdraw.
  @discardableResult
  package func withdraw(from request: Address, to receiver: Address? = nil) async throws -> LedgerReceipt? {
    guard try await !ledger.credit(of: account.address, in: request).isZero else { return nil }
    return try await ledger.perform(.withdraw(request: request, to: receiver ?? account.address), by: account)
  }
}
