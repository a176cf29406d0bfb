package import Cryptography

/// An entry of the risk registry as the ledger has it.
package struct RegistryEntry: Sendable, Hashable {
  /// From 1, in the order of registration.
  package let number: UInt64
  package let commitment: Hash256
  package let ciphertextHash: Hash256
  /// From 1.
  package let version: UInt32
  /// The entry whose place it took; 0 if none.
  package let supersedes: UInt64
  /// nil while it is in force.
  package let revocation: RegistryRevocation?
  package let manager: Address

  package init(
    number: UInt64, commitment: Hash256, ciphertextHash: Hash256, version: UInt32 = 1, supersedes: UInt64 = 0,
    revocation: RegistryRevocation? = nil, manager: Address
  ) {
    self.number = number
    self.commitment = commitment
    self.ciphertextHash = ciphertextHash
    self.version = version
    self.supersedes = supersedes
    self.revocation = revocation
    self.manager = manager
  }
}
