package import Cryptography

/// The proof, for a ledger, that a capsule does not hold the key that its publisher committed to.
///
/// The receiver of a good rekey of 1 of 1 computes the owner's key a and reveals it with S = a·(E + V): anybody sees
/// that a·G is the owner's key, derives the key from S, and sees that the commitment does not fit it. Revealing a opens
/// every capsule made for it, so `init(against:)` refuses to make a proof where the commitment fits.
package struct BadKeyProof: Sendable, Hashable {
  package static let byteCount = 65

  /// a.
  package let delegatingKey: Scalar
  /// S.
  package let seedPoint: Point

  /// Opens the capsule, asks `commitmentFits` about the seed, and makes the proof. Throws `rekeyIsBad` where the rekey
  /// itself is at fault (prove that instead), and `keyIsGood` where there is nothing to prove.
  package init(
    against capsule: Capsule, keyFrag: KeyFrag, receiving: SecretKey, delegating: PublicKey,
    commitmentFits: (KeySeed) throws -> Bool
  ) throws {
    let secret = try DelegationSecret(receiving: receiving, precursor: keyFrag.precursor)
    let key = try RekeyCheck.delegatedKey(keyFrag, secret: secret)
    guard try key.timesGenerator() == delegating.point else {
      throw UmbralError(.rekeyIsBad, "the rekey does not fit the owner's key; dispute the rekey, not the capsule")
    }
    let point = try capsule.e.adding(capsule.v).multiplied(by: key)
    guard try !commitmentFits(try KeySeed(point)) else {
      throw UmbralError(.keyIsGood, "the capsule holds the key that was committed to; there is nothing to dispute")
    }
    delegatingKey = key.revealed()
    seedPoint = point
  }

  /// Judges the proof as the contract does. Throws `invalidProof` where a or S is wrong, and `keyIsGood` where they are
  /// right and the commitment fits after all.
  package func verify(
    against capsule: Capsule, delegating: PublicKey, commitmentFits: (KeySeed) throws -> Bool
  ) throws {
    guard try delegatingKey.timesGenerator() == delegating.point,
      try capsule.e.adding(capsule.v).multiplied(variableTime: delegatingKey) == seedPoint
    else {
      throw UmbralError(
        .invalidProof, "the revealed key is not the owner's, or the revealed point is not the capsule's")
    }
    guard try !commitmentFits(try KeySeed(seedPoint)) else {
      throw UmbralError(.keyIsGood, "the capsule holds the key that was committed to; the dispute is unfounded")
    }
  }

  /// a ‖ S (33).
  package var bytes: [UInt8] { delegatingKey.bytes + seedPoint.compressed }

  /// Reads what `bytes` wrote. Throws `malformed`.
  package init(bytes: some Sequence<UInt8>) throws {
    var reader = try SimpleReader(bytes, count: BadKeyProof.byteCount)
    delegatingKey = try reader.scalar()
    seedPoint = try reader.point()
  }
}
