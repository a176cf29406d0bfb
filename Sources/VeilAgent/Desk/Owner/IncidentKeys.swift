package import Cryptography
package import VeilEvidence

/// All that an owner has for one incident. Nothing in it has to do with any other incident's.
package struct IncidentKeys: Sendable {
  /// The account that owns the evidence.
  package let account: SecretKey
  /// Signs rekeys.
  package let signer: SecretKey
  private let original: SecretKey
  private let protected: SecretKey

  package init(account: SecretKey, signer: SecretKey, original: SecretKey, protected: SecretKey) {
    self.account = account
    self.signer = signer
    self.original = original
    self.protected = protected
  }

  /// The secret of the key that a rendition is sealed to.
  package func umbral(_ rendition: Rendition) -> SecretKey { rendition == .original ? original : protected }
}

/// Knows which accounts are the owner's. Asked on this machine only.
package protocol IncidentKeySource: Sendable {
  /// The keys of the incident that an account owns; nil for accounts of others.
  func keys(ofOwner account: Address) throws -> IncidentKeys?
}
