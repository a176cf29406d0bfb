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
    incident.checks = try await IncidentJudge(store: store, blobs: blobs, check: check, chain: chain).judge(
      incident, evidence)
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
    incident.verification = try await chain.verify(evidence, of: incident.binding) ?? incident.verification
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
}

extension CloudErrorCode {
  /// The reason's number on the ledger.
  var number: UInt8 { UInt8(clamping: (Self.allCases.firstIndex(of: self) ?? 0) + 1) }
}
