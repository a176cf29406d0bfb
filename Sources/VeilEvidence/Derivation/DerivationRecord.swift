package import Cryptography
package import Ethereum

/// Ties the protected film of an incident to its originals: what was done, with what. Signed by the camera, it says that
/// the recording device vouches for the protected film; proof needs the original.
package struct DerivationRecord: Sendable, Hashable {
  /// A network that found what was hidden.
  package struct Model: Sendable, Hashable {
    package let name: String
    /// SHA-256 of its file, as in the model's manifest.
    package let sha256: Hash256

    package init(name: String, sha256: Hash256) {
      self.name = name
      self.sha256 = sha256
    }
  }

  package let incident: IncidentID
  /// `videoHash` of each segment.
  package let originals: [Hash256]
  /// What the protected film is, as published.
  package let protected: SegmentCommitment
  /// Keccak-256 of detections.jsonl.
  package let detections: Hash256
  package let models: [Model]
  /// The method of protection, for example `replace`.
  package let method: String
  /// Keccak-256 of the policy file.
  package let policy: Hash256
  /// Name and version of the program.
  package let tool: String
  /// Counts of the run, for example frames and boxes; names in ASCII.
  package let counts: [String: UInt64]

  package init(
    incident: IncidentID, originals: [Hash256], protected: SegmentCommitment, detections: Hash256, models: [Model],
    method: String, policy: Hash256, tool: String, counts: [String: UInt64]
  ) {
    self.incident = incident
    self.originals = originals
    self.protected = protected
    self.detections = detections
    self.models = models
    self.method = method
    self.policy = policy
    self.tool = tool
    self.counts = counts
  }

  /// The record as canonical JSON.
  package var json: JSON {
    [
      "version": .integer(1), "incident": .hex(incident.value), "originals": .array(originals.map { .hex($0) }),
      "protected": protected.json, "detections": .hex(detections),
      "models": .array(models.map { ["name": .string($0.name), "sha256": .hex($0.sha256)] }),
      "method": .string(method), "policy": .hex(policy), "tool": .string(tool),
      "counts": .object(counts.mapValues { .integer($0) }),
    ]
  }

  /// H(H("veilcam.derivation.v1") ‖ canonical JSON).
  package var signingHash: Hash256 { HashDomain.hash(HashDomain.derivation, Array(json.text.utf8)) }

  package func signed(by key: SecretKey) throws -> SignedDerivation {
    SignedDerivation(derivation: self, signature: try key.sign(signingHash))
  }

  /// Reads what ``json`` wrote.
  /// - Throws: `malformed`, `unsupportedVersion`.
  package init(json: JSON) throws {
    var reader = try ObjectReader(json, of: "the derivation record")
    try reader.version(1)
    incident = IncidentID(try reader.hash("incident"))
    originals = try reader.hashes("originals", counts: IncidentBinding.segmentCounts)
    protected = try SegmentCommitment(json: try reader.json("protected"))
    detections = try reader.hash("detections")
    models = try reader.array("models", counts: 0...64).map { json in
      var model = try ObjectReader(json, of: "a model of the derivation record")
      let entry = Model(name: try model.text("name"), sha256: try model.hash("sha256"))
      try model.end()
      return entry
    }
    method = try reader.text("method")
    policy = try reader.hash("policy")
    tool = try reader.text("tool")
    let counts = try reader.json("counts")
    var countReader = try ObjectReader(counts, of: "the counts of the derivation record")
    let names = counts.object.map { Array($0.keys) } ?? []
    guard names.count <= 64, names.allSatisfy({ $0.allSatisfy(\.isASCII) && $0.utf8.count <= 40 }) else {
      throw reader.wrong("counts")
    }
    self.counts = try Dictionary(uniqueKeysWithValues: names.map { ($0, try countReader.integer($0)) })
    try reader.end()
  }
}
