package import Cryptography
package import Umbral

/// The key of one rendition of one incident: K = HKDF(key seed, incident id ‖ rendition). Everything else that a capsule
/// opens is derived from it, so whoever opens the capsule can open everything. Exists in memory only.
package struct SessionKey: Sendable {
  package static let byteCount = 32

  package let incident: IncidentID
  package let rendition: Rendition
  private let key: SecretBytes

  /// HKDF-SHA-256 of the seed's 33 bytes without salt, with the info incident id (32) ‖ rendition (1).
  package init(seed: KeySeed, incident: IncidentID, rendition: Rendition) throws {
    self.init(
      key: try seed.derive(info: incident.bytes + [rendition.rawValue], count: Self.byteCount), incident: incident,
      rendition: rendition)
  }

  init(key: SecretBytes, incident: IncidentID, rendition: Rendition) {
    self.key = key
    self.incident = incident
    self.rendition = rendition
  }

  /// Encapsulates a fresh session key to an owner's public key of this incident and rendition.
  package static func encapsulate(
    to owner: PublicKey, incident: IncidentID, rendition: Rendition
  ) throws -> (capsule: Capsule, key: SessionKey) {
    let (capsule, seed) = try Capsule.encapsulate(to: owner)
    return (capsule, try SessionKey(seed: seed, incident: incident, rendition: rendition))
  }

  /// What is published of the key before anybody pays for it: H(H("veilcam.key-commitment.v1") ‖ incident id ‖
  /// rendition ‖ K). AES-GCM alone would let a publisher make a file that two keys open.
  package var commitment: Hash256 {
    var hash = Keccak256()
    hash.update(HashDomain.keyCommitment)
    hash.update(incident.value)
    hash.update(CollectionOfOne(rendition.rawValue))
    key.withUnsafeBytes { hash.update($0) }
    return hash.finalize()
  }

  /// - Throws: `wrongKey` unless this is the key that was committed to.
  package func check(_ commitment: Hash256) throws {
    guard self.commitment.equalsInConstantTime(commitment) else {
      throw EvidenceError(
        .wrongKey, "the key is not the one that was committed to; it belongs to another incident or rendition")
    }
  }

  /// The key of the sealed file: HKDF(K, "veilcam.content-key.v1").
  package func contentKey() throws -> SecretBytes { try derive("veilcam.content-key.v1") }

  /// The salt of the place commitment: HKDF(K, "veilcam.place-salt.v1"). Of the protected rendition's key, so that
  /// everybody who was given that film can check the place.
  package func placeSalt() throws -> SecretBytes { try derive("veilcam.place-salt.v1") }

  /// The key for exact places that travel beside the film: HKDF(K, "veilcam.place-key.v1").
  package func placeKey() throws -> SecretBytes { try derive("veilcam.place-key.v1") }

  private func derive(_ label: String) throws -> SecretBytes {
    try Cryptography.KeyDerivation.hkdf(key, info: label.utf8, count: Self.byteCount)
  }
}

extension SessionKey: CustomStringConvertible {
  package var description: String { "SessionKey of the \(rendition) rendition of \(incident)" }
}
