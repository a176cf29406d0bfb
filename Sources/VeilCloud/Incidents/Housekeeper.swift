internal import Cryptography
internal import Logging
internal import VeilCloudAPI
internal import VeilEvidence

/// What is done from time to time: what a failure left undone, retention, anchors.
struct Housekeeper: Sendable {
  let store: any Store
  let blobs: any BlobStore
  let incidents: IncidentService
  let verifier: Verifier
  let anchors: AnchorService
  let audit: AuditLog
  let clock: CloudClock
  let limits: CloudLimits
  let logger: Logger

  private static let batch = 100

  /// Does all that is due now. What fails is left for the next time.
  func run() async {
    await attempt("deployments") {
      for incident in try await store.incidents(in: .received, limit: Self.batch) {
        _ = await incidents.deploy(incident)
      }
    }
    await attempt("verifications") {
      for incident in try await store.incidents(in: .deployed, limit: Self.batch) {
        _ = try await verifier.runIfComplete(incident.id)
      }
    }
    await attempt("anchors") { try await anchors.runIfDue() }
    await attempt("retention") { try await retain() }
  }

  /// Deletes what has been kept for long enough.
  func retain() async throws {
    let now = clock.now
    for (age, isVerified) in [(limits.incompleteRetention, false), (limits.evidenceRetention, true)] where now > age {
      let old = try await store.incidents(receivedBefore: now - age, verified: isVerified, limit: Self.batch)
      for incident in old { try await drop(incident) }
    }
  }

  private func drop(_ incident: StoredIncident) async throws {
    try await audit.record(.retention, incident.id.description, "deleted, was \(incident.state.rawValue)")
    try await store.unindex(incident.id)
    let binding = incident.binding.binding
    for hash in [binding.original.ciphertextRoot, binding.protected.ciphertextRoot] + binding.previews {
      try await blobs.remove(hash)
    }
    for rendition in Rendition.allCases { try await blobs.removePart("\(incident.id.value.hex)-\(rendition)") }
    try await store.delete(incident.id)
  }

  private func attempt(_ what: String, _ work: () async throws -> Void) async {
    do {
      try await work()
    } catch is CancellationError {
      return
    } catch {
      logger.warning(
        "left for later",
        metadata: ["what": "\(what)", "reason": "\((error as? CloudError)?.code.rawValue ?? "\(type(of: error))")"])
    }
  }
}
