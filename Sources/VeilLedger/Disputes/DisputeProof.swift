package import Umbral
package import VeilEvidence

/// What a requester shows a request contract. Made by ``RequestLedger`` only, after the local check said bad: the numbers
/// inside would open the owner's capsules if nothing were wrong.
package struct DisputeProof: Sendable, Hashable {
  package enum Kind: Sendable, Hashable {
    /// The rekey does not fit the owner's key.
    case badRekey(BadRekeyProof, keyFrag: [UInt8])
    /// The capsule holds another key than the one committed to.
    case badKey(BadKeyProof)
    /// The committed place is another than the one that the device signed for the index.
    case falsePlace(FalsePlace)
  }

  package let kind: Kind
  /// The fields of the evidence contract.
  package let binding: SignedBinding

  init(_ kind: Kind, binding: SignedBinding) {
    self.kind = kind
    self.binding = binding
  }
}
