internal import Cryptography
internal import VeilCloudAPI
internal import VeilEvidence

/// Decides whether an evidence is verified: everything is recomputed from what is stored, and only then is the ledger
/// told. One incident at a time, so that none is judged twice at once.
actor Verifier {
  private let store: any Store
  private let blobs: any BlobStore
  private let check: IncidentCheck
  private let chain: any EvidenceChainPort
  private let audit: AuditLog
  private let metrics: Metrics
  private var busy: Set<IncidentID> = []

  init(
    store: any Store, blobs: any BlobStore, check: IncidentCheck, chain: any EvidenceChainPort, audit: AuditLog,
    metrics: Metrics
  ) {
    self.store = store
    self.blobs = blobs
    self.check = check
    self.chain = chain
    self.audit = audit
    self.metrics = metrics
  }

  /// Verifies an incident if everything is there and it is undecided.
  /// - Returns: the incident as it is then.
  /// - Throws: ``CloudError`` `ledgerUnreachable` and the like; nothing was decided then.
  func runIfComplete(_ id: IncidentID) async throws -> StoredIncident? {
    guard busy.insert(id).inserted else { return try await store.incident(id) }
    defer { busy.remove(id) }
    guard var incident = try await store.incident(id), incident.state == .deployed,
      let evidence = incident.evidence, try await isComplete(id)
    else { return try await store.incident(id) }
    incident.checks = try await judge(incident, evidence)
    if let failed = incident.checks.first(where: { $0.isPassed == false }) {
      return try await refuse(incident, evidence, failed)
    }
    return try await accept(incident, evidence)
  }

  private func isComplete(_ id: IncidentID) async throws -> Bool {
    for rendition in Rendition.allCases {
      guard try await store.upload(rendition, of: id).isComplete else { return false }
    }
    return try await store.previews(of: id).allSatisfy { $0 }
  }

  private func accept(_ incident: StoredIncident, _ evidence: Address) async throws -> StoredIncident {
    var incident = incident
    // The log has it before the ledger does: a verification cannot happen unseen.
    try await audit.record(.verification, incident.id.description, "verified, evidence \(evidence)")
    incident.verification = try await chain.verify(evidence) ?? incident.verification
    incident.state = .verified
    try await store.update(incident)
    try await store.index(
      IndexedEvidence(
        incident: incident.id.value, evidence: evidence, place: incident.place,
        previews: incident.binding.binding.previews))
    metrics.count("veilcam_incidents_verified_total")
    return incident
  }

  private func refuse(
    _ incident: StoredIncident, _ evidence: Address, _ failed: IncidentReply.Check
  ) async throws -> StoredIncident {
    var incident = incident
    let reason = CloudErrorCode(rawValue: failed.name) ?? .internalError
    try await audit.record(.verification, incident.id.description, "refused: \(reason.rawValue)")
    // Of a contract that is not the cloud's to judge nothing is written.
    if reason != .ownerDiffers { incident.verification = try await chain.refuse(evidence, reason: reason.number) }
    incident.state = .refused
    incident.refusal = reason
    try await store.update(incident)
    metrics.count("veilcam_incidents_refused_total")
    return incident
  }

  // MARK: What is checked

  private func judge(_ incident: StoredIncident, _ evidence: Address) async throws -> [IncidentReply.Check] {
    let binding = incident.binding
    var checks = [IncidentReply.Check]()
    let steps: [(CloudErrorCode, String, () async throws -> Void)] = [
      (.wrongDevice, "Binding and place are signed by one enrolled device", {
        guard try await self.check.signer(of: binding, incident.claim).address == incident.device else {
          throw CloudError(.wrongDevice, "the signer is another device")
        }
      }),
      (.unknownRecord, "Every segment's videoHash is in the device's stored, consecutive records", {
        let records = try await self.check.records(of: binding, device: incident.device)
        guard records.allSatisfy(\.record.isSignatureValid) else {
          throw CloudError(.unknownRecord, "a stored record has a bad signature")
        }
        try self.check.plausible(incident.place, records: records)
      }),
      (.ciphertextDiffers, "Both sealed files have the roots of the binding and are of this incident", {
        for rendition in Rendition.allCases { try await self.checkSealed(rendition, incident) }
      }),
      (.previewDiffers, "The previews have the hashes of the binding", {
        for hash in binding.binding.previews { try await self.checkPreview(hash) }
      }),
      (.ownerDiffers, "The evidence contract has this owner and is the incident's only one", {
        try await self.checkLedger(incident, evidence)
      }),
    ]
    for (code, subject, step) in steps { checks.append(try await Self.result(code, subject, step)) }
    return checks
  }

  /// A refusal becomes a failed check; what may succeed later is thrown.
  private static func result(
    _ code: CloudErrorCode, _ subject: String, _ step: () async throws -> Void
  ) async throws -> IncidentReply.Check {
    do {
      try await step()
      return .init(name: code.rawValue, isPassed: true, detail: subject)
    } catch let error as CloudError where error.code.httpStatus.code < 500 {
      return .init(name: error.code.rawValue, isPassed: false, detail: error.message)
    }
  }

  private func checkSealed(_ rendition: Rendition, _ incident: StoredIncident) async throws {
    let root = incident.binding.binding.sealed(rendition).ciphertextRoot
    let upload = try await store.upload(rendition, of: incident.id)
    guard MerkleTree(leaves: upload.leaves).root == root, let file = try await blobs.open(root),
      file.byteCount == upload.length
    else { throw CloudError(.ciphertextDiffers, "the \(rendition) file is not the one of the binding") }
    let header = try? SealedHeader(bytes: try await file.bytes(at: 0, count: SealedHeader.byteCount))
    guard header?.incident == incident.id, header?.rendition == rendition, header?.fileByteCount == file.byteCount
    else { throw CloudError(.ciphertextDiffers, "the \(rendition) file was not sealed for this incident") }
  }

  private func checkPreview(_ hash: Hash256) async throws {
    guard let file = try await blobs.open(hash),
      Keccak256.hash(try await file.bytes(at: 0, count: file.byteCount)) == hash
    else { throw CloudError(.previewDiffers, "a preview is not the one of the binding") }
  }

  private func checkLedger(_ incident: StoredIncident, _ evidence: Address) async throws {
    guard let there = try await chain.evidence(at: evidence), there.owner == incident.binding.binding.owner else {
      throw CloudError(.ownerDiffers, "the evidence contract is not of the factory, or has another owner")
    }
    if let other = try await chain.evidence(of: incident.id), other != evidence {
      throw CloudError(.duplicateIncident, "another evidence contract of this incident is verified already")
    }
  }
}

extension CloudErrorCode {
  /// The reason's number on the ledger.
  var number: UInt8 { UInt8(clamping: (Self.allCases.firstIndex(of: self) ?? 0) + 1) }
}
