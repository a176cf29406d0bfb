package import Cryptography
package import Ethereum
package import VeilEvidence

/// A request contract was made, by the factory.
package struct RequestCreated: Sendable, Hashable {
  package let request: Address
  package let evidence: Address
  package let requester: Address
  package let rendition: Rendition
  package let publicKey: PublicKey
  /// Wei.
  package let reward: UInt256
  package let reason: String

  package init(
    request: Address, evidence: Address, requester: Address, rendition: Rendition, publicKey: PublicKey,
    reward: UInt256, reason: String
  ) {
    self.request = request
    self.evidence = evidence
    self.requester = requester
    self.rendition = rendition
    self.publicKey = publicKey
    self.reward = reward
    self.reason = reason
  }
}
