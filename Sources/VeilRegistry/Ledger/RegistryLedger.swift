package import Cryptography
package import VeilLedger

/// What a registry needs of a ledger, in the name of one manager. ``EthereumRegistryLedger`` is the real one.
package protocol RegistryLedger: Sendable {
  /// Appends an entry and returns its number; finds it where it was appended before.
  func register(commitment: Hash256, ciphertextHash: Hash256, supersedes: UInt64) async throws -> UInt64
  /// Revokes an entry; what is revoked stays so, and asking again is no error.
  func revoke(_ number: UInt64, _ reason: RegistryRevocation) async throws
  /// An entry, nil if there is none.
  func entry(_ number: UInt64) async throws -> RegistryEntry?
  /// The hash of an enrolled manager's key, nil for everybody else.
  func keyHash(of manager: Address) async throws -> Hash256?
  /// The number of the entry with a commitment, nil if there is none.
  func number(of commitment: Hash256) async throws -> UInt64?
  /// How many entries there are.
  func count() async throws -> UInt64
  /// Writes size and root of the audit log.
  func anchor(size: UInt64, root: Hash256) async throws
  /// What was anchored last, nil if nothing was.
  func anchored() async throws -> (size: UInt64, root: Hash256)?
}
