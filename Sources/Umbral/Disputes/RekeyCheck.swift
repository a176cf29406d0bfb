package import Cryptography

/// The receiver's own check of a rekey of 1 of 1, to be made before anything is confirmed or disputed.
package enum RekeyCheck {
  /// Whether the rekey opens what was made for the owner's key: rk·d·G = A. For rekeys of 1 of 1 only; a share of a
  /// larger delegation fits nothing by itself.
  package static func fits(_ keyFrag: KeyFrag, receiving: SecretKey, delegating: PublicKey) throws -> Bool {
    try fits(
      keyFrag, secret: try DelegationSecret(receiving: receiving, precursor: keyFrag.precursor), delegating: delegating)
  }

  static func fits(_ keyFrag: KeyFrag, secret: DelegationSecret, delegating: PublicKey) throws -> Bool {
    try delegatedKey(keyFrag, secret: secret).timesGenerator() == delegating.point
  }

  /// rk·d: the owner's secret key where the rekey is good.
  static func delegatedKey(_ keyFrag: KeyFrag, secret: DelegationSecret) throws -> SecretScalar {
    try keyFrag.key.multiplied(by: try secret.scalar())
  }
}
