package import Cryptography

/// The proof, for a ledger, that a rekey of 1 of 1 does not fit the owner's public key.
///
/// The receiver reveals dh = b·X and proves log_G B = log_X dh (Chaum and Pedersen, made non-interactive). From dh
/// anybody computes d = H(X, B, dh) and sees that rk·d·G differs from the owner's key. With a good rekey the same dh
/// would hand the owner's secret key to everybody, so `init(against:)` refuses to make a proof of one, and dh leaves the
/// machine only in a transaction whose local check said bad.
///
/// The challenge is Keccak-256(domain ‖ B ‖ X ‖ dh ‖ T₁ ‖ T₂) mod n: domain = Keccak-256("veilcam.bad-rekey.v1"), points
/// as 64-byte coordinates, the nonce points T₁ = k·G and T₂ = k·X as the 20-byte addresses that the `ecrecover`
/// precompile gives for them. Response z = k + c·b; the verifier computes T₁ = z·G − c·B and T₂ = z·X − c·dh.
package struct BadRekeyProof: Sendable, Hashable {
  package static let byteCount = 97

  /// dh.
  package let sharedPoint: Point
  /// c.
  package let challenge: Scalar
  /// z.
  package let response: Scalar

  /// Checks the rekey and makes the proof. Throws `rekeyIsGood` where there is nothing to prove.
  package init(against keyFrag: KeyFrag, receiving: SecretKey, delegating: PublicKey) throws {
    let secret = try DelegationSecret(receiving: receiving, precursor: keyFrag.precursor)
    guard try !RekeyCheck.fits(keyFrag, secret: secret, delegating: delegating) else {
      throw UmbralError(.rekeyIsGood, "the rekey fits the owner's key; there is nothing to dispute")
    }
    let nonce = try SecretScalar.random()
    sharedPoint = secret.sharedPoint
    challenge = try BadRekeyProof.challenge(
      receiving: receiving.publicKey, precursor: keyFrag.precursor, sharedPoint: sharedPoint,
      nonces: (try nonce.timesGenerator(), try keyFrag.precursor.multiplied(by: nonce)))
    response = try receiving.scalar.multiplied(by: challenge).adding(nonce).revealed()
  }

  /// Judges the proof as the contract does. Throws `invalidProof` where dh is not the receiver's, and `rekeyIsGood`
  /// where it is and the rekey fits after all.
  package func verify(against keyFrag: KeyFrag, receiving: PublicKey, delegating: PublicKey) throws {
    let negative = try challenge.negated()
    let first = try receiving.point.multiplied(variableTime: negative).adding(variableTimeGenerator: response)
    let second = try keyFrag.precursor.multiplied(variableTime: response)
      .adding(try sharedPoint.multiplied(variableTime: negative))
    let expected = try BadRekeyProof.challenge(
      receiving: receiving, precursor: keyFrag.precursor, sharedPoint: sharedPoint, nonces: (first, second))
    guard expected == challenge else {
      throw UmbralError(.invalidProof, "the revealed point is not the one that receiver and precursor share")
    }
    let secret = DelegationSecret(revealed: sharedPoint, receiving: receiving, precursor: keyFrag.precursor)
    guard try !RekeyCheck.fits(keyFrag, secret: secret, delegating: delegating) else {
      throw UmbralError(.rekeyIsGood, "the rekey fits the owner's key; the dispute is unfounded")
    }
  }

  /// dh (33) ‖ c ‖ z.
  package var bytes: [UInt8] { sharedPoint.compressed + challenge.bytes + response.bytes }

  /// Reads what `bytes` wrote. Throws `malformed`.
  package init(bytes: some Sequence<UInt8>) throws {
    var reader = try SimpleReader(bytes, count: BadRekeyProof.byteCount)
    sharedPoint = try reader.point()
    challenge = try reader.scalar()
    response = try reader.scalar()
  }

  /// Keeps this use of the hash apart from every other.
  package static let domain = Keccak256.hash("veilcam.bad-rekey.v1".utf8)

  private static func challenge(
    receiving: PublicKey, precursor: Point, sharedPoint: Point, nonces: (Point, Point)
  ) throws -> Scalar {
    var hash = Keccak256()
    hash.update(domain)
    for point in [receiving.point, precursor, sharedPoint] { hash.update(point.uncompressed.dropFirst()) }
    for point in [nonces.0, nonces.1] { hash.update(PublicKey(point).address.bytes) }
    return try Scalar(reducing: hash.finalize())
  }
}
