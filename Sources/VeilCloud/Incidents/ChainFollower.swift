internal import Cryptography
internal import VeilCloudAPI
internal import VeilEvidence

/// Keeps the store in step with the ledger: what others did there, and what a reorganisation took back.
struct ChainFollower: Sendable {
  let store: any Store
  let verifier: Verifier
  let audit: AuditLog

  func handle(_ change: ChainChange) async throws {
    switch change {
    case .added(_, let events): for event in events { try await added(event) }
    case .removed(let block, let events): for event in events { try await removed(event, block) }
    }
  }

  private func added(_ event: ChainEvent) async throws {
    switch event {
    case .verified: break
    case .requested(let request, let evidence, let rendition):
      await audit.note(
        rendition == .original ? .originalRequest : .request, request.description, "evidence \(evidence)")
    case .approved(let request): await audit.note(.approval, request.description)
    }
  }

  /// A verification that fell off the chain is made again.
  private func removed(_ event: ChainEvent, _ block: UInt64) async throws {
    await audit.note(.reorganisation, "\(block)", "\(event)")
    guard case .verified(let evidence) = event, var incident = try await store.incident(evidence: evidence),
      incident.state == .verified
    else { return }
    try await store.unindex(incident.id)
    incident.state = .received
    incident.verification = nil
    try await store.update(incident)
  }
}
