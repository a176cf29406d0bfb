package import Cryptography

/// All that somebody without the elliptic curve's arithmetic at hand needs to judge a re-encryption: the products of
/// both sides of its proof, and the signed hash with its recovery bit. 528 bytes in MessagePack.
package struct ReencryptionEvidence: Sendable, Hashable {
  package static let byteCount = 528

  /// For E, V and U in this order: the base point, z times it, the first point, h times the first point and the second
  /// point. U itself is known and left out.
  private let points: [Point]
  /// SHA-256 of what the delegator signed.
  package let validityHash: Hash256
  /// The parity with which the delegator's key is recovered from the signature over `validityHash`.
  package let signatureParity: Bool

  /// Makes the evidence of a fragment. Throws `invalidEvidence` where the fragment's signature is not the delegator's.
  package init(
    of fragment: CapsuleFrag, capsule: Capsule, by verifying: PublicKey, delegating: PublicKey, receiving: PublicKey
  ) throws {
    let hash = fragment.message.hash(delegating: delegating, receiving: receiving)
    let parity = try [UInt8(0), 1].first { parity in
      let signature = try RecoverableSignature(fragment.signature, yParity: parity, allowingHighS: true)
      return (try? PublicKey.recover(from: signature, over: hash)) == verifying
    }
    guard let parity else {
      throw UmbralError(.invalidEvidence, "the fragment is not signed by this delegator; there is nothing to show")
    }
    validityHash = hash
    signatureParity = parity == 1
    points = try ReencryptionEvidence.products(of: fragment.points, response: fragment.response, capsule: capsule)
  }

  /// Whether this is the evidence of a rightly re-encrypted fragment: its products are right, both sides of the proof
  /// are equal, and the signature over the hash is the delegator's. Throws `invalidEvidence` otherwise.
  package func verify(
    for fragment: CapsuleFrag, capsule: Capsule, by verifying: PublicKey, delegating: PublicKey, receiving: PublicKey
  ) throws {
    let expected = try ReencryptionEvidence(
      of: fragment, capsule: capsule, by: verifying, delegating: delegating, receiving: receiving)
    guard expected == self else {
      throw UmbralError(.invalidEvidence, "the evidence belongs to another fragment, or was changed")
    }
    _ = try fragment.verified(of: capsule, by: verifying, delegating: delegating, receiving: receiving)
  }

  /// The delegator's signing key, recovered from the fragment's signature.
  package func verifyingKey(of fragment: CapsuleFrag) throws -> PublicKey {
    let signature = try RecoverableSignature(
      fragment.signature, yParity: signatureParity ? 1 : 0, allowingHighS: true)
    return try PublicKey.recover(from: signature, over: validityHash)
  }

  private static func products(
    of points: CapsuleFragPoints, response: Scalar, capsule: Capsule
  ) throws -> [Point] {
    let challenge = try points.challenge(of: capsule)
    let triples = [
      (capsule.e, points.e1, points.e2), (capsule.v, points.v1, points.v2),
      (try Parameters.pointU(), points.u1, points.u2),
    ]
    let products = try triples.flatMap { base, first, second in
      [
        base, try base.multiplied(variableTime: response), first, try first.multiplied(variableTime: challenge),
        second,
      ]
    }
    return Array(products[..<10] + products[11...])
  }

  /// The MessagePack form: 14 points, the hash and the parity.
  package var messagePack: [UInt8] {
    var writer = MessagePackWriter()
    writer.array(ReencryptionEvidence.pointCount + 2)
    for point in points { writer.bytes(point.compressed) }
    writer.bytes(validityHash.bytes)
    writer.boolean(signatureParity)
    return writer.written
  }

  private static let pointCount = 14

  /// Reads the MessagePack form. Throws `malformed`.
  package init(messagePack bytes: some Sequence<UInt8>) throws {
    var reader = MessagePackReader(bytes)
    try reader.array(ReencryptionEvidence.pointCount + 2)
    points = try (0..<ReencryptionEvidence.pointCount).map { _ in try reader.point() }
    validityHash = Hash256(try reader.bytes(Hash256.byteCount)) ?? Hash256()
    signatureParity = try reader.boolean()
    try reader.end()
  }
}
