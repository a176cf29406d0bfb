package import Cryptography

/// What all of Umbral shares: the second base point and the domains of its hashes.
package enum Parameters {
  /// U = the hash of "POINT_U" to the curve (RFC 9380, secp256k1_XMD:SHA-256_SSWU_RO_, domain "PARAMETERS"); nobody
  /// knows its logarithm.
  package static let u: Point? = try? Point(
    sec1: try Hex.decode("03079390d0fbe220fc34aab8ecbf49098098036820fadb98c03143e55db8ec73cd"))

  /// U for calculations. Throws only where the curve itself could not be set up.
  static func pointU() throws -> Point {
    guard let u else { throw UmbralError(.malformed, "the elliptic curve could not be set up: no memory left") }
    return u
  }
}

/// The domains that keep Umbral's hashes to scalars apart.
enum HashDomain {
  static let capsulePoints = Array("CAPSULE_POINTS".utf8)
  static let sharedSecret = Array("SHARED_SECRET".utf8)
  static let polynomialArgument = Array("POLYNOMIAL_ARG".utf8)
  static let fragmentVerification = Array("CFRAG_VERIFICATION".utf8)

  /// h(E, V), which ties a capsule's scalar to its points.
  static func capsule(_ e: Point, _ v: Point) -> Scalar {
    var hash = ScalarHash(domain: capsulePoints)
    hash.update(e)
    hash.update(v)
    return hash.scalar()
  }
}
