package import Cryptography

/// An encapsulated key seed (E, V, s): public, 98 bytes, and of use only to the holder of the secret key it was made for
/// and to those whom he delegates to. Every value of this type satisfies s·G = V + H(E, V)·E.
package struct Capsule: Sendable, Hashable {
  package let e: Point
  package let v: Point
  package let s: Scalar

  /// For points that are known to satisfy the equation.
  private init(unchecked e: Point, _ v: Point, _ s: Scalar) {
    self.e = e
    self.v = v
    self.s = s
  }

  /// Throws `invalidCapsule` unless s·G = V + H(E, V)·E.
  package init(e: Point, v: Point, s: Scalar) throws {
    let proven = try e.multiplied(variableTime: HashDomain.capsule(e, v)).adding(v)
    guard try s.timesGenerator() == proven else {
      throw UmbralError(.invalidCapsule, "the capsule is not in itself consistent; it was changed on its way")
    }
    self.init(unchecked: e, v, s)
  }

  /// Makes a capsule for a public key and the seed inside it.
  package static func encapsulate(to key: PublicKey) throws -> (capsule: Capsule, seed: KeySeed) {
    try encapsulate(to: key, r: try SecretScalar.random(), u: try SecretScalar.random())
  }

  static func encapsulate(
    to key: PublicKey, r: SecretScalar, u: SecretScalar
  ) throws -> (capsule: Capsule, seed: KeySeed) {
    let e = try r.timesGenerator()
    let v = try u.timesGenerator()
    let s = try r.multiplied(by: HashDomain.capsule(e, v)).adding(u).revealed()
    let seed = try KeySeed(try key.point.multiplied(by: try r.adding(u)))
    return (Capsule(unchecked: e, v, s), seed)
  }

  /// The seed, for the holder of the secret key that the capsule was made for. Another key gives another seed, not an
  /// error: what is decrypted with it fails.
  package func open(with key: SecretKey) throws -> KeySeed {
    try KeySeed(try e.adding(v).multiplied(by: key.scalar))
  }
}
