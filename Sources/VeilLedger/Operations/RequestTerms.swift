package import Cryptography
package import Ethereum
package import VeilEvidence

/// What a requester asks for and offers.
package struct RequestTerms: Sendable, Hashable {
  /// Bytes of the reason, in UTF-8.
  package static let maximumReason = 256

  package let evidence: Address
  package let rendition: Rendition
  /// A fresh Umbral key of the requester, for this request only.
  package let publicKey: PublicKey
  /// Why; needed for the original rendition. Everybody can read it for ever.
  package let reason: String
  /// Wei.
  package let reward: UInt256

  package init(evidence: Address, rendition: Rendition, publicKey: PublicKey, reason: String = "", reward: UInt256) {
    self.evidence = evidence
    self.rendition = rendition
    self.publicKey = publicKey
    self.reason = reason
    self.reward = reward
  }
}
