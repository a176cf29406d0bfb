package import Cryptography

/// A rekey, or a share of one: lets a proxy turn capsules of the delegator into fragments for the receiver. As it comes
/// from outside; only a `VerifiedKeyFrag` re-encrypts.
package struct KeyFrag: Sendable {
  package static let identifierByteCount = 32

  /// 32 random bytes that tell the share apart.
  package let identifier: [UInt8]
  /// rk, the share itself.
  package let key: SecretScalar
  /// X, of which only the delegator knew the logarithm.
  package let precursor: Point
  package let proof: KeyFragProof

  init(identifier: [UInt8], key: SecretScalar, precursor: Point, proof: KeyFragProof) {
    self.identifier = identifier
    self.key = key
    self.precursor = precursor
    self.proof = proof
  }

  var message: KeyFragMessage {
    KeyFragMessage(identifier: identifier, commitment: proof.commitment, precursor: precursor)
  }

  /// Checks the commitment and the signature for the proxy. Keys that the signature includes must be given (`missingKey`
  /// otherwise); others are not looked at. Throws `invalidCommitment` and `invalidSignature` too. Signatures of high s
  /// are accepted, as by umbral-pre.
  package func verified(
    by verifying: PublicKey, delegating: PublicKey? = nil, receiving: PublicKey? = nil
  ) throws -> VerifiedKeyFrag {
    let inclusion = proof.inclusion
    guard (delegating != nil || !inclusion.delegating) && (receiving != nil || !inclusion.receiving) else {
      throw UmbralError(.missingKey, "the fragment's signature includes a key that was not given; give it")
    }
    guard try Parameters.pointU().multiplied(by: key) == proof.commitment else {
      throw UmbralError(.invalidCommitment, "the key fragment does not fit its commitment; it was changed on its way")
    }
    let hash = message.hash(
      delegating: inclusion.delegating ? delegating : nil, receiving: inclusion.receiving ? receiving : nil)
    guard verifying.isValid(proof.signatureForProxy, for: hash, acceptingHighS: true) else {
      throw UmbralError(.invalidSignature, "the key fragment is not signed by this delegator for these keys")
    }
    return VerifiedKeyFrag(self)
  }
}
