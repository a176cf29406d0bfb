package import Cryptography
package import VeilEvidence

/// `POST /v1/incidents`: what the device signed. Needs no other signature.
package struct IncidentSubmission: Sendable, Hashable, Codable {
  /// The signed binding, docs/formats.md section 7.
  package let binding: JSONValue
  /// The signed claim of place and hour: ``SignedPlaceClaim``.
  package let claim: JSONValue

  package init(binding: SignedBinding, claim: SignedPlaceClaim) {
    self.binding = JSONValue(binding.json)
    self.claim = JSONValue(claim.json)
  }

  /// - Throws: `EvidenceError`.
  package func signedBinding() throws -> SignedBinding { try SignedBinding(parsing: binding.bytes) }

  /// - Throws: `EvidenceError`.
  package func signedClaim() throws -> SignedPlaceClaim { try SignedPlaceClaim(json: claim.json) }
}

/// How far an incident has come at the cloud.
package enum IncidentState: String, Sendable, Hashable, Codable, CaseIterable {
  /// Stored; its evidence contract is not on the ledger yet.
  case received
  /// The evidence contract is there; files are missing.
  case deployed
  /// Everything was checked and the ledger was told.
  case verified
  /// Something did not fit; the reason is beside it.
  case refused
}

/// A cell of the map and an hour, see `CoarsePlace`.
package struct PlaceReply: Sendable, Hashable, Codable {
  package let row: Int32
  package let column: Int32
  /// Hours since 1970.
  package let bucket: UInt32

  package init(row: Int32, column: Int32, bucket: UInt32) {
    self.row = row
    self.column = column
    self.bucket = bucket
  }
}

/// How far an upload has come.
package struct UploadReply: Sendable, Hashable, Codable {
  /// Bytes that are stored for good.
  package let offset: Int
  /// Length of the file; nil before the first part.
  package let length: Int?
  package let isComplete: Bool

  package init(offset: Int, length: Int?, isComplete: Bool) {
    self.offset = offset
    self.length = length
    self.isComplete = isComplete
  }
}

/// `GET /v1/incidents/{incident}` and `GET /v1/evidence/{evidence}`.
package struct IncidentReply: Sendable, Hashable, Codable {
  package struct Upload: Sendable, Hashable, Codable {
    package let ciphertextRoot: Hash256
    package let state: UploadReply

    package init(ciphertextRoot: Hash256, state: UploadReply) {
      self.ciphertextRoot = ciphertextRoot
      self.state = state
    }
  }

  package struct Preview: Sendable, Hashable, Codable {
    package let hash: Hash256
    package let isComplete: Bool

    package init(hash: Hash256, isComplete: Bool) {
      self.hash = hash
      self.isComplete = isComplete
    }
  }

  /// One step of the verification.
  package struct Check: Sendable, Hashable, Codable {
    /// For example `binding`, `records`, `original`, `previews`, `ledger`.
    package let name: String
    /// Nil while it cannot be decided.
    package let isPassed: Bool?
    package let detail: String

    package init(name: String, isPassed: Bool?, detail: String) {
      self.name = name
      self.isPassed = isPassed
      self.detail = detail
    }
  }

  package let incident: Hash256
  package let state: IncidentState
  /// Where refused.
  package let refusal: CloudErrorCode?
  package let owner: Address
  package let evidence: Address?
  /// The transaction that made the evidence contract.
  package let transaction: Hash256?
  /// The transaction of `verify()` or `refuse()`.
  package let verification: Hash256?
  package let place: PlaceReply
  /// Milliseconds since 1970 when the cloud received it.
  package let received: UInt64
  package let original: Upload
  package let protected: Upload
  package let previews: [Preview]
  package let checks: [Check]
  /// The signed binding, docs/formats.md section 7.
  package let binding: JSONValue
  /// The place and hour as the camera signed them: ``SignedPlaceClaim``. Who was given the film can dispute them with it.
  package let claim: JSONValue?

  package init(
    incident: Hash256, state: IncidentState, refusal: CloudErrorCode?, owner: Address, evidence: Address?,
    transaction: Hash256?, verification: Hash256?, place: PlaceReply, received: UInt64, original: Upload,
    protected: Upload, previews: [Preview], checks: [Check], binding: JSONValue, claim: JSONValue? = nil
  ) {
    self.incident = incident
    self.state = state
    self.refusal = refusal
    self.owner = owner
    self.evidence = evidence
    self.transaction = transaction
    self.verification = verification
    self.place = place
    self.received = received
    self.original = original
    self.protected = protected
    self.previews = previews
    self.checks = checks
    self.binding = binding
    self.claim = claim
  }

  /// - Throws: `EvidenceError`.
  package func signedBinding() throws -> SignedBinding { try SignedBinding(parsing: binding.bytes) }

  /// - Throws: `malformed`.
  package func signedClaim() throws -> SignedPlaceClaim? { try claim.map { try SignedPlaceClaim(json: $0.json) } }
}
