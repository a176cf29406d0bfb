import Cryptography
import VeilLedger
import VeilRegistry

/// The contract's rules in memory, with everything that an observer of the ledger would see.
actor FakeLedger: RegistryLedger {
  private(set) var entries: [RegistryEntry] = []
  private var keys: [Address: Hash256] = [:]
  private var audit: (size: UInt64, root: Hash256)?
  private(set) var isReachable = true
  /// Says no to every new entry and revocation for this reason.
  private var refusal: String?
  private let writer: Address

  init(_ managers: ManagerIdentity...) {
    writer = managers[0].account
    for manager in managers { keys[manager.account] = manager.keyHash }
  }

  func setReachable(_ isReachable: Bool) { self.isReachable = isReachable }
  func refuse(_ reason: String?) { refusal = reason }
  func dismiss(_ manager: Address) { keys[manager] = nil }

  func register(commitment: Hash256, ciphertextHash: Hash256, supersedes: UInt64) throws -> UInt64 {
    try requireReachable()
    if let known = entries.first(where: { $0.commitment == commitment }) { return known.number }
    try requireConsent()
    let old = supersedes == 0 ? nil : entries[Int(supersedes) - 1]
    if let old { try revoke(old.number, .superseded) }
    entries.append(
      RegistryEntry(
        number: UInt64(entries.count + 1), commitment: commitment, ciphertextHash: ciphertextHash,
        version: (old?.version ?? 0) + 1, supersedes: supersedes, manager: writer))
    return UInt64(entries.count)
  }

  func revoke(_ number: UInt64, _ reason: RegistryRevocation) throws {
    try requireReachable()
    let old = entries[Int(number) - 1]
    guard old.revocation == nil else { return }
    try requireConsent()
    entries[Int(number) - 1] = RegistryEntry(
      number: number, commitment: old.commitment, ciphertextHash: old.ciphertextHash, version: old.version,
      supersedes: old.supersedes, revocation: reason, manager: old.manager)
  }

  func entry(_ number: UInt64) throws -> RegistryEntry? {
    try requireReachable()
    return (1...UInt64(max(1, entries.count))).contains(number) && !entries.isEmpty ? entries[Int(number) - 1] : nil
  }

  func keyHash(of manager: Address) throws -> Hash256? {
    try requireReachable()
    return keys[manager]
  }

  func number(of commitment: Hash256) throws -> UInt64? {
    try requireReachable()
    return entries.first { $0.commitment == commitment }?.number
  }

  func count() throws -> UInt64 { UInt64(entries.count) }

  func anchor(size: UInt64, root: Hash256) throws {
    try requireReachable()
    audit = (size, root)
  }

  func anchored() throws -> (size: UInt64, root: Hash256)? { audit }

  private func requireConsent() throws {
    if let refusal { throw LedgerError(.refused, "the contract refused: \(refusal)", reason: refusal) }
  }

  private func requireReachable() throws {
    guard isReachable else { throw LedgerError(.unreachable, "nobody answers at the ledger's address") }
  }
}
