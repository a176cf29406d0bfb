internal import Cryptography

/// A key fragment whose origin was checked, or that was made here.
package struct VerifiedKeyFrag: Sendable {
  package let keyFrag: KeyFrag

  init(_ keyFrag: KeyFrag) {
    self.keyFrag = keyFrag
  }

  /// Takes a fragment over without checking it: for one that this machine verified before and kept where nobody else
  /// writes.
  package init(trusting keyFrag: KeyFrag) {
    self.keyFrag = keyFrag
  }

  /// Re-encrypts a capsule: a fragment for the receiver, with the proof that it was done with this key fragment. The
  /// proxy learns nothing about what the capsule holds.
  package func reencrypt(_ capsule: Capsule) throws -> VerifiedCapsuleFrag {
    try reencrypt(capsule, t: try SecretScalar.random())
  }

  func reencrypt(_ capsule: Capsule, t: SecretScalar) throws -> VerifiedCapsuleFrag {
    let key = keyFrag.key
    let points = CapsuleFragPoints(
      e1: try capsule.e.multiplied(by: key), e2: try capsule.e.multiplied(by: t),
      v1: try capsule.v.multiplied(by: key), v2: try capsule.v.multiplied(by: t),
      u1: keyFrag.proof.commitment, u2: try Parameters.pointU().multiplied(by: t))
    let challenge = try points.challenge(of: capsule)
    let response = try key.multiplied(by: challenge).adding(t).revealed()
    return VerifiedCapsuleFrag(
      CapsuleFrag(
        identifier: keyFrag.identifier, precursor: keyFrag.precursor, points: points, response: response,
        signature: keyFrag.proof.signatureForReceiver))
  }
}
