import Cryptography
import VeilLedger
import VeilRegistry

/// The registry's contract in memory.
actor FakeRegistryLedger: RegistryLedger {
  private(set) var entries: [RegistryEntry] = []
  private var keys: [Address: Hash256] = [:]
  private var audit: (size: UInt64, root: Hash256)?

  init(_ managers: ManagerIdentity...) {
    for manager in managers { keys[manager.account] = manager.keyHash }
  }

  func dismiss(_ manager: Address) { keys[manager] = nil }

  func register(commitment: Hash256, ciphertextHash: Hash256, supersedes: UInt64) -> UInt64 {
    if let known = entries.first(where: { $0.commitment == commitment }) { return known.number }
    if supersedes > 0 { revoke(supersedes, .superseded) }
    entries.append(
      RegistryEntry(
        number: UInt64(entries.count + 1), commitment: commitment, ciphertextHash: ciphertextHash,
        supersedes: supersedes, manager: .zero))
    return UInt64(entries.count)
  }

  func revoke(_ number: UInt64, _ reason: RegistryRevocation) {
    let old = entries[Int(number) - 1]
    guard old.revocation == nil else { return }
    entries[Int(number) - 1] = RegistryEntry(
      number: number, commitment: old.commitment, ciphertextHash: old.ciphertextHash, supersedes: old.supersedes,
      revocation: reason, manager: old.manager)
  }

  func entry(_ number: UInt64) -> RegistryEntry? { entries.first { $0.number == number } }
  func keyHash(of manager: Address) -> Hash256? { keys[manager] }
  func number(of commitment: Hash256) -> UInt64? { entries.first { $0.commitment == commitment }?.number }
  func count() -> UInt64 { UInt64(entries.count) }
  func anchor(size: UInt64, root: Hash256) { audit = (size, root) }
  func anchored() -> (size: UInt64, root: Hash256)? { audit }
}
