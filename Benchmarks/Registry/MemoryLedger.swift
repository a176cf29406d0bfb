import Cryptography
import Synchronization
import VeilLedger
import VeilRegistry

/// A ledger in memory, so that a search's own time is measured and not a node's.
final class MemoryLedger: RegistryLedger {
  private struct State {
    var entries: [RegistryEntry] = []
    var numbers: [Hash256: UInt64] = [:]
    var audit: (size: UInt64, root: Hash256)?
  }

  private let manager: ManagerIdentity
  private let state = Mutex(State())

  init(_ manager: ManagerIdentity) { self.manager = manager }

  func register(commitment: Hash256, ciphertextHash: Hash256, supersedes: UInt64) -> UInt64 {
    state.withLock { state in
      let number = UInt64(state.entries.count + 1)
      state.entries.append(
        RegistryEntry(
          number: number, commitment: commitment, ciphertextHash: ciphertextHash, version: 1, supersedes: supersedes,
          manager: manager.account))
      state.numbers[commitment] = number
      return number
    }
  }

  func revoke(_ number: UInt64, _ reason: RegistryRevocation) throws {
    throw LedgerError(.refused, "the benchmark revokes nothing")
  }

  func number(of commitment: Hash256) -> UInt64? { state.withLock { $0.numbers[commitment] } }

  func entry(_ number: UInt64) -> RegistryEntry? {
    state.withLock { state in
      state.entries.indices.contains(Int(number) - 1) ? state.entries[Int(number) - 1] : nil
    }
  }

  func keyHash(of manager: Address) -> Hash256? { manager == self.manager.account ? self.manager.keyHash : nil }
  func count() -> UInt64 { state.withLock { UInt64($0.entries.count) } }
  func anchor(size: UInt64, root: Hash256) { state.withLock { $0.audit = (size, root) } }
  func anchored() -> (size: UInt64, root: Hash256)? { state.withLock { $0.audit } }
}
