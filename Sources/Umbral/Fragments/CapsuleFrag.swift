package import Cryptography

/// A capsule re-encrypted with one key fragment, and the proof that it was done rightly. As it comes from outside; only
/// a `VerifiedCapsuleFrag` opens anything.
package struct CapsuleFrag: Sendable, Hashable {
  /// The key fragment's.
  package let identifier: [UInt8]
  /// X, the delegation's.
  package let precursor: Point
  package let points: CapsuleFragPoints
  /// z = rk·h + t.
  package let response: Scalar
  /// The delegator's over the key fragment, with both keys.
  package let signature: Signature

  package var e1: Point { points.e1 }
  package var v1: Point { points.v1 }

  init(identifier: [UInt8], precursor: Point, points: CapsuleFragPoints, response: Scalar, signature: Signature) {
    self.identifier = identifier
    self.precursor = precursor
    self.points = points
    self.response = response
    self.signature = signature
  }

  var message: KeyFragMessage {
    KeyFragMessage(identifier: identifier, commitment: points.u1, precursor: precursor)
  }

  /// Checks the delegator's signature (`invalidSignature`) and that E, V and U were multiplied by one and the same key
  /// (`invalidProof`): z·E = E₂ + h·E₁, and likewise for V and U.
  package func verified(
    of capsule: Capsule, by verifying: PublicKey, delegating: PublicKey, receiving: PublicKey
  ) throws -> VerifiedCapsuleFrag {
    let hash = message.hash(delegating: delegating, receiving: receiving)
    guard verifying.isValid(signature, for: hash, acceptingHighS: true) else {
      throw UmbralError(.invalidSignature, "the fragment's rekey is not signed by this delegator for these keys")
    }
    let challenge = try points.challenge(of: capsule)
    let equations = [
      (capsule.e, points.e1, points.e2), (capsule.v, points.v1, points.v2),
      (try Parameters.pointU(), points.u1, points.u2),
    ]
    for (base, first, second) in equations {
      guard
        try base.multiplied(variableTime: response)
          == second.adding(try first.multiplied(variableTime: challenge))
      else {
        throw UmbralError(.invalidProof, "the fragment was not re-encrypted rightly; ask another proxy")
      }
    }
    return VerifiedCapsuleFrag(self)
  }
}
