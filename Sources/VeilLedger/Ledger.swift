package import Cryptography
package import Ethereum
package import VeilEvidence

/// What the other rooms need of a ledger. ``EthereumLedger`` is the real one; tests may bring their own.
package protocol Ledger: Sendable {
  /// Which chain, and where the contracts lie on it.
  var description: LedgerDescription { get }

  /// Carries an operation out and waits until it lies deep enough. Repeating it after a crash or an error finds what was
  /// sent before instead of paying again.
  /// - Parameter purpose: tells operations apart that look the same, such as two transfers of one sum; empty for none.
  /// - Throws: ``LedgerError``; `CancellationError`.
  @discardableResult
  func perform(_ operation: LedgerOperation, by account: LedgerAccount, purpose: String) async throws -> LedgerReceipt

  /// Owner and status of an evidence contract. Where it is verified, the factory has made it; before that only its code is
  /// looked at, and ``evidenceAddress(of:device:)`` is what binds an address to its fields.
  /// - Throws: ``LedgerError``, `notFound` where there is none.
  func evidence(at address: Address) async throws -> EvidenceState

  /// The verified evidence contract of an incident, nil if there is none.
  func evidence(of incident: IncidentID) async throws -> Address?

  /// The address that the evidence contract of a binding has, whether it is there yet or not.
  func evidenceAddress(of binding: IncidentBinding, device: Address) async throws -> Address

  /// The state of a request contract.
  /// - Throws: ``LedgerError``, `notFound` where the factory did not make it.
  func request(at address: Address) async throws -> RequestState

  /// What a party may withdraw from a request, in wei.
  func credit(of account: Address, in request: Address) async throws -> UInt256

  /// The last root that was anchored of a log, nil if there is none.
  func latestAnchor(of log: AnchoredLog) async throws -> AnchorRoot?

  /// All events of a range of blocks, both ends included, in their order.
  func events(_ kinds: Set<LedgerEvent.Kind>, from first: UInt64, through last: UInt64) async throws -> [LocatedEvent]

  /// Wei.
  func balance(of account: Address) async throws -> UInt256

  /// The number of the newest block.
  func blockNumber() async throws -> UInt64

  /// Seconds since 1970, as the newest block has it: contracts count by it and not by the machine's clock.
  func time() async throws -> UInt64
}

extension Ledger {
  /// Carries an operation out that needs no purpose.
  @discardableResult
  package func perform(_ operation: LedgerOperation, by account: LedgerAccount) async throws -> LedgerReceipt {
    try await perform(operation, by: account, purpose: "")
  }
}
