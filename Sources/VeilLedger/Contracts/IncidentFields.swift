internal import Cryptography
internal import Ethereum
internal import Umbral
internal import VeilEvidence

/// The fields of an incident as the contracts take them and as events carry them.
enum IncidentFields {
  /// The argument `incident` of the contracts.
  static func value(_ binding: IncidentBinding) -> ABIValue {
    .tuple([
      .address(binding.owner), .hash(binding.incident.value), value(binding.original), value(binding.protected),
      .array(binding.segments.map { .hash($0.frameHash) }), .array(binding.segments.map { .hash($0.contentRoot) }),
      .array(binding.previews.map { .hash($0) }), .hash(binding.placeCommitment),
    ])
  }

  /// Reads what an event carries. Anybody may create evidence with senseless keys, so this may well be nil.
  static func binding(_ value: ABIValue, chainID: UInt64, factory: Address) -> IncidentBinding? {
    guard let fields = value.elements, fields.count == 8, let owner = fields[0].address,
      let incident = fields[1].hash, let original = sealed(fields[2]), let protected = sealed(fields[3]),
      let frames = hashes(fields[4]), let roots = hashes(fields[5]), frames.count == roots.count,
      let previews = hashes(fields[6]), let place = fields[7].hash
    else { return nil }
    return try? IncidentBinding(
      owner: owner, chainID: chainID, factory: factory, incident: IncidentID(incident), original: original,
      protected: protected,
      segments: zip(frames, roots).map { SegmentCommitment(frameHash: $0, contentRoot: $1) }, previews: previews,
      placeCommitment: place)
  }

  private static func value(_ sealed: SealedRendition) -> ABIValue {
    .tuple([
      .bytes(sealed.publicKey.compressed), .bytes(sealed.capsule.simpleBytes), .hash(sealed.ciphertextRoot),
      .hash(sealed.keyCommitment),
    ])
  }

  private static func sealed(_ value: ABIValue) -> SealedRendition? {
    guard let fields = value.elements, fields.count == 4, let key = fields[0].bytes, let capsule = fields[1].bytes,
      let root = fields[2].hash, let commitment = fields[3].hash, let key = try? PublicKey(compressed: key),
      let capsule = try? Capsule(simple: capsule)
    else { return nil }
    return SealedRendition(publicKey: key, capsule: capsule, ciphertextRoot: root, keyCommitment: commitment)
  }

  private static func hashes(_ value: ABIValue) -> [Hash256]? {
    guard let elements = value.elements else { return nil }
    let hashes = elements.compactMap(\.hash)
    return hashes.count == elements.count ? hashes : nil
  }
}
