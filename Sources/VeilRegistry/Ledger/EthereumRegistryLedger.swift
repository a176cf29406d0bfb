package import Cryptography
package import VeilLedger

/// The contract `RiskRegistry`, with the account of a manager.
package struct EthereumRegistryLedger: RegistryLedger {
  private let ledger: EthereumLedger
  private let account: LedgerAccount

  package init(_ ledger: EthereumLedger, account: LedgerAccount) {
    self.ledger = ledger
    self.account = account
  }

  package func register(commitment: Hash256, ciphertextHash: Hash256, supersedes: UInt64) async throws -> UInt64 {
    // What was sent before a crash is found by its commitment, whatever became of the outbox.
    if let number = try await ledger.registryNumber(of: commitment) { return number }
    try await ledger.perform(
      .registry(.register(commitment: commitment, ciphertextHash: ciphertextHash, supersedes: supersedes)), by: account)
    guard let number = try await ledger.registryNumber(of: commitment) else {
      throw RegistryError(.ledger, "the ledger has lost the entry, as in a reorganisation; repeat the command")
    }
    return number
  }

  package func revoke(_ number: UInt64, _ reason: RegistryRevocation) async throws {
    guard try await ledger.registryEntry(number)?.revocation == nil else { return }
    try await ledger.perform(.registry(.revoke(number: number, reason)), by: account)
  }

  package func entry(_ number: UInt64) async throws -> RegistryEntry? { try await ledger.registryEntry(number) }
  package func keyHash(of manager: Address) async throws -> Hash256? { try await ledger.registryKeyHash(of: manager) }
  package func number(of commitment: Hash256) async throws -> UInt64? {
    try await ledger.registryNumber(of: commitment)
  }
  package func count() async throws -> UInt64 { try await ledger.registryCount() }

  package func anchor(size: UInt64, root: Hash256) async throws {
    try await ledger.perform(.registry(.anchor(size: size, root: root)), by: account)
  }

  package func anchored() async throws -> (size: UInt64, root: Hash256)? { try await ledger.registryAudit() }
}
