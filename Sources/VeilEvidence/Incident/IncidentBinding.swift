package import Cryptography
package import Ethereum

/// What the camera signs of an incident (EIP-712): it names the owner, the ledger and everything that is fixed there, so
/// that nobody can publish the same film as his own or exchange a part of it.
package struct IncidentBinding: Sendable, Hashable {
  /// Segments of an incident.
  package static let segmentCounts = 1...3
  /// Previews: the first picture, the impact and the last picture.
  package static let previewCount = 3

  package let owner: Address
  package let chainID: UInt64
  /// The factory of evidence contracts.
  package let factory: Address
  package let incident: IncidentID
  package let original: SealedRendition
  package let protected: SealedRendition
  /// The incident's segments in order.
  package let segments: [SegmentCommitment]
  /// Keccak-256 of each preview file.
  package let previews: [Hash256]
  package let placeCommitment: Hash256

  /// - Throws: `outOfRange` for another number of segments or previews.
  package init(
    owner: Address, chainID: UInt64, factory: Address, incident: IncidentID, original: SealedRendition,
    protected: SealedRendition, segments: [SegmentCommitment], previews: [Hash256], placeCommitment: Hash256
  ) throws {
    guard Self.segmentCounts.contains(segments.count), previews.count == Self.previewCount else {
      throw EvidenceError(.outOfRange, "an incident has one to three segments and three previews")
    }
    self.owner = owner
    self.chainID = chainID
    self.factory = factory
    self.incident = incident
    self.original = original
    self.protected = protected
    self.segments = segments
    self.previews = previews
    self.placeCommitment = placeCommitment
  }

  package func sealed(_ rendition: Rendition) -> SealedRendition {
    rendition == .original ? original : protected
  }

  /// The typed data that is signed.
  package func typedData() throws -> TypedData {
    try TypedData(
      types: Self.types, primaryType: "Incident",
      domain: TypedDataDomain(name: "Veilcam", version: "1", chainID: UInt256(chainID), verifyingContract: factory),
      message: message)
  }

  /// Signs with the key of the incident's records.
  package func signed(by key: SecretKey) throws -> SignedBinding {
    SignedBinding(binding: self, signature: try typedData().signed(by: key))
  }

  private var message: JSON {
    [
      "owner": .hex(owner.bytes), "incident": .hex(incident.value), "original": original.json,
      "protected": protected.json, "frameHashes": .array(segments.map { .hex($0.frameHash) }),
      "contentRoots": .array(segments.map { .hex($0.contentRoot) }), "previews": .array(previews.map { .hex($0) }),
      "placeCommitment": .hex(placeCommitment),
    ]
  }

  private static let types: [String: [TypedData.Member]] = [
    "Incident": [
      .init("owner", "address"), .init("incident", "bytes32"), .init("original", "Sealed"),
      .init("protected", "Sealed"), .init("frameHashes", "bytes32[]"), .init("contentRoots", "bytes32[]"),
      .init("previews", "bytes32[]"), .init("placeCommitment", "bytes32"),
    ],
    "Sealed": [
      .init("publicKey", "bytes"), .init("capsule", "bytes"), .init("ciphertextRoot", "bytes32"),
      .init("keyCommitment", "bytes32"),
    ],
  ]

  /// The binding as canonical JSON.
  package var json: JSON {
    [
      "version": .integer(1), "owner": .hex(owner.bytes), "chainId": .integer(chainID), "factory": .hex(factory.bytes),
      "incident": .hex(incident.value), "original": original.json, "protected": protected.json,
      "segments": .array(segments.map(\.json)), "previews": .array(previews.map { .hex($0) }),
      "placeCommitment": .hex(placeCommitment),
    ]
  }

  /// Reads what ``json`` wrote.
  /// - Throws: `malformed`, `unsupportedVersion`.
  package init(json: JSON) throws {
    var reader = try ObjectReader(json, of: "the binding")
    try reader.version(1)
    try self.init(
      owner: try reader.address("owner"), chainID: try reader.integer("chainId"),
      factory: try reader.address("factory"), incident: IncidentID(try reader.hash("incident")),
      original: try SealedRendition(json: try reader.json("original")),
      protected: try SealedRendition(json: try reader.json("protected")),
      segments: try reader.array("segments", counts: Self.segmentCounts).map { try SegmentCommitment(json: $0) },
      previews: try reader.hashes("previews", counts: Self.previewCount...Self.previewCount),
      placeCommitment: try reader.hash("placeCommitment"))
    try reader.end()
  }
}
