package import Cryptography

/// The points of a re-encryption proof: what the key fragment made of E, V and U (1), and the proof's nonces (2).
package struct CapsuleFragPoints: Sendable, Hashable {
  package let e1: Point
  package let e2: Point
  package let v1: Point
  package let v2: Point
  package let u1: Point
  package let u2: Point

  init(e1: Point, e2: Point, v1: Point, v2: Point, u1: Point, u2: Point) {
    self.e1 = e1
    self.e2 = e2
    self.v1 = v1
    self.v2 = v2
    self.u1 = u1
    self.u2 = u2
  }

  /// h, the proof's challenge (Fiat-Shamir).
  func challenge(of capsule: Capsule) throws -> Scalar {
    var hash = ScalarHash(domain: HashDomain.fragmentVerification)
    for point in [capsule.e, e1, e2, capsule.v, v1, v2, try Parameters.pointU(), u1, u2] { hash.update(point) }
    return hash.scalar()
  }
}
