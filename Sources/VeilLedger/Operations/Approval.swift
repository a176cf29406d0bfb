package import Cryptography
package import Ethereum
internal import Umbral
package import VeilEvidence

/// What an owner hands out: the rekey for the requester's key, and where the ciphertext is served.
package struct Approval: Sendable, Hashable {
  /// Bytes of the link, in UTF-8.
  package static let maximumLink = 256

  package let request: Address
  package let rendition: Rendition
  /// The fields of the evidence contract, and who signed them.
  package let binding: IncidentBinding
  package let device: Address
  /// The rekey in MessagePack, 310 bytes. It is of use only to the requester, and public from here on.
  package let keyFrag: [UInt8]
  package let link: String
  /// Wei; at least the reward.
  package let deposit: UInt256

  package init(
    request: Address, rendition: Rendition, binding: IncidentBinding, device: Address, keyFrag: [UInt8], link: String,
    deposit: UInt256
  ) {
    self.request = request
    self.rendition = rendition
    self.binding = binding
    self.device = device
    self.keyFrag = keyFrag
    self.link = link
    self.deposit = deposit
  }

  /// Makes the rekey of 1 of 1 for a request's key.
  /// - Parameters:
  ///   - owner: the owner's Umbral key of this incident and rendition.
  ///   - signer: signs the rekey; the owner's account of the incident.
  /// - Throws: `UmbralError`; `LedgerError` with `malformed` where the key is not the one of the binding.
  package init(
    of state: RequestState, binding: SignedBinding, owner: SecretKey, signer: SecretKey, link: String
  ) throws {
    guard binding.binding.sealed(state.rendition).publicKey == owner.publicKey else {
      throw LedgerError(
        .malformed, "the Umbral key is not the one that the evidence names; derive it for this incident")
    }
    let frags = try Delegation(from: owner, to: state.publicKey, signer: signer).keyFrags(threshold: 1, shares: 1)
    let bytes = try frags[0].keyFrag.messagePack().withUnsafeBytes { Array($0) }
    self.init(
      request: state.address, rendition: state.rendition, binding: binding.binding,
      device: try binding.signer().address, keyFrag: bytes, link: link, deposit: state.reward)
  }
}
