internal import Cryptography
internal import Ethereum
internal import Foundation
internal import VeilEvidence
internal import VeilMedia
internal import VeilPrivacy
internal import VeilVision

/// Takes incidents from their chosen segments to the signed binding, one durable step after the other.
package struct IncidentPipeline: Sendable {
  private let context: AgentContext
  private let protector: any WindowProtector
  private let describer: (any IncidentDescriber)?

  /// - Parameter describer: nil where the owner has not opted in to learning from incidents.
  package init(
    _ context: AgentContext, protector: any WindowProtector, describer: (any IncidentDescriber)? = nil
  ) {
    self.context = context
    self.protector = protector
    self.describer = describer
  }

  /// Does the next step of every incident that has one here and whose time has come.
  /// - Returns: how many steps were done.
  /// - Throws: what stops the agent itself; what stops one incident is noted with it and tried again.
  package func round() async throws -> Int {
    var steps = 0
    for incident in try context.store.incidents(onlyOpen: true) where incident.nextAttempt <= context.clock.now {
      guard [.gathered, .protected, .sealed].contains(incident.state) else { continue }
      steps += try await attempt(incident) ? 1 : 0
    }
    return steps
  }

  private func attempt(_ incident: StoredIncident) async throws -> Bool {
    do {
      try await step(incident)
      return true
    } catch let error as AgentError where [.noFilm, .keyLost].contains(error.code) {
      try context.store.fail(incident.id, reason: error.message)
      try IncidentFolder(incident.id, in: context.store.folder).removePlaintext()
      context.tell(.incidentFailed, error.message, incident: incident)
    } catch let error where Self.isOwn(error) {
      let until = context.retryTime(after: incident.attempts)
      try context.store.postpone(incident.id, problem: "\(error)", until: until)
      context.tell(.problem, "\(error)", incident: incident)
    }
    return false
  }

  /// Errors that say what to do; others (a loss of power in tests, cancellation) end the round.
  private static func isOwn(_ error: any Error) -> Bool {
    if let error = error as? AgentError { return error.code != .damagedState }
    return error is EvidenceError || error is MediaError || error is RunError || error is ChainFault
      || error is ProtectionError || error is DetectionsError || error is VisionError
  }

  private func step(_ incident: StoredIncident) async throws {
    let folder = try IncidentFolder(incident.id, in: context.store.folder)
    let segments = try context.store.segments(incident.segments)
    guard let device = incident.device, !segments.isEmpty else { throw AgentStore.damaged }
    switch incident.state {
    case .gathered:
      let material = try await ProtectStep(
        context: context, incident: incident, folder: folder, segments: segments
      ).run(protector)
      if material.clockCorrection != 0 {
        context.tell(.clock, "the camera's clock differs from its receiver's; times are corrected", incident: incident)
      }
      await describe(folder.protected(material.film), incident, device, in: folder)
      try context.store.protect(incident.id, material)
      try context.fault(.protectionCommitted)
      context.tell(.incident, "protected", incident: incident)
    case .protected:
      guard let material = incident.protection else { throw AgentStore.damaged }
      let sealing = try await SealStep(
        context: context, incident: incident, folder: folder, segments: segments, material: material,
        key: try context.keys.key(of: device)
      ).run()
      try context.store.seal(incident.id, sealing)
      try context.fault(.sealCommitted)
      context.tell(.incident, "sealed to the owner's slot \(sealing.slot)", incident: incident)
    case .sealed:
      folder.removePlaintext()
      try bind(incident, segments, key: try context.keys.key(of: device))
    default: break
    }
  }

  /// Evidence does not wait for what is learnt from it: where that fails, it is said and left out.
  private func describe(
    _ film: String, _ incident: StoredIncident, _ device: Address, in folder: IncidentFolder
  ) async {
    guard let describer else { return }
    do {
      let bytes = try await describer.describe(protected: film, incident: incident.id, device: device.description)
      try Data(bytes).write(to: URL(filePath: folder.features), options: .atomic)
    } catch {
      context.tell(.problem, "nothing is shared for learning from this incident: \(error)", incident: incident)
    }
  }

  private func bind(_ incident: StoredIncident, _ segments: [StoredSegment], key: SecretKey) throws {
    guard let protection = incident.protection, let sealing = incident.sealing else { throw AgentStore.damaged }
    let (binding, claim) = try BindStep(
      context: context, incident: incident, segments: segments, protection: protection, sealing: sealing, key: key
    ).run()
    let delay = Int64(context.settings.publishDelay * 60_000 * context.random())
    try context.store.bind(
      incident.id, binding: binding.json.text, claim: claim.json.text, publishAt: context.clock.now + delay)
    try context.fault(.bindingCommitted)
    context.tell(.incident, "signed; goes to the cloud in \(delay / 60_000) min", incident: incident)
  }
}
