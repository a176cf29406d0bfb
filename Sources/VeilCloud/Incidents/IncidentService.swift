internal import Cryptography
internal import Ethereum
internal import Logging
internal import Umbral
internal import VeilCloudAPI
internal import VeilEvidence

/// Takes incidents in and has their evidence contracts made.
struct IncidentService: Sendable {
  let store: any Store
  let check: IncidentCheck
  let chain: any EvidenceChainPort
  let audit: AuditLog
  let clock: CloudClock

  /// Takes what a device signed. The same again changes nothing and tries the ledger again.
  func submit(_ submission: IncidentSubmission) async throws -> StoredIncident {
    let (binding, claim) = try Self.parse(submission)
    do {
      let incident = try await admit(binding, claim)
      return incident.state == .received ? await deploy(incident) : incident
    } catch let error as CloudError where error.code.isRefusal {
      await audit.note(.refusal, binding.binding.incident.description, "incident: \(error.code.rawValue)")
      throw error
    }
  }

  private func admit(_ binding: SignedBinding, _ claim: SignedPlaceClaim) async throws -> StoredIncident {
    let device = try await check.signer(of: binding, claim)
    if let known = try await store.incident(binding.binding.incident) { return try Self.same(known, binding, claim) }
    let records = try await check.records(of: binding, device: device.address)
    try check.plausible(claim.claim.place, records: records)
    let incident = StoredIncident(binding: binding, claim: claim, device: device.address, received: clock.now)
    guard try await store.insert(incident) else {
      if let known = try await store.incident(binding.binding.incident) { return try Self.same(known, binding, claim) }
      throw CloudError(.conflict, "an Umbral key of this incident was used before; every rendition needs a fresh one")
    }
    try await audit.record(.incident, incident.id.description, "received")
    return incident
  }

  private static func same(
    _ known: StoredIncident, _ binding: SignedBinding, _ claim: SignedPlaceClaim
  ) throws -> StoredIncident {
    guard known.binding == binding, known.claim == claim else {
      throw CloudError(.duplicateIncident, "there is another evidence of this incident; it can have only one")
    }
    return known
  }

  /// Has the evidence contract made. Where the ledger cannot be reached the incident stays as it is, for the next time.
  func deploy(_ incident: StoredIncident) async -> StoredIncident {
    do {
      let made = try await chain.create(incident.binding)
      var deployed = incident
      deployed.state = .deployed
      deployed.evidence = made.evidence
      deployed.transaction = made.transaction
      try await store.update(deployed)
      try await audit.record(.incident, incident.id.description, "evidence \(made.evidence)")
      return deployed
    } catch {
      await audit.note(.incident, incident.id.description, "the ledger did not take it yet")
      return incident
    }
  }

  private static func parse(_ submission: IncidentSubmission) throws -> (SignedBinding, SignedPlaceClaim) {
    try checkCapsules(submission.binding.json)
    do {
      return (try submission.signedBinding(), try submission.signedClaim())
    } catch let error as EvidenceError where error.code == .outOfRange {
      throw CloudError(.falsePlace, error.message)
    } catch let error as EvidenceError {
      throw CloudError(.malformed, error.message)
    }
  }

  /// Names a bad capsule as such: the reader of bindings only says that a member is wrong.
  private static func checkCapsules(_ json: JSON) throws {
    for rendition in Rendition.allCases {
      guard let text = json["binding"]?[rendition.description]?["capsule"]?.string,
        let bytes = try? HexText.bytes(text), bytes.count == Capsule.simpleByteCount
      else { continue }
      guard (try? Capsule(simple: bytes)) != nil else {
        throw CloudError(.badCapsule, "the capsule of the \(rendition) rendition is not valid; seal the film again")
      }
    }
  }
}
