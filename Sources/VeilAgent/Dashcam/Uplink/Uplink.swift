internal import Cryptography
internal import Ethereum
internal import Foundation
internal import VeilEvidence

/// Brings what is in the queue to the cloud: keys and records in their order, then incidents. Everything may be sent twice
/// and counts once; what is noted as sent was answered.
package actor Uplink {
  private static let batch = 500
  private let context: AgentContext
  private let cloud: any CloudLink
  private var failures = 0
  private var nextAttempt = 0.0
  /// Gaps for which everything that is here was sent again.
  private var filled: Set<RecordGap> = []
  /// What the cloud has said that it has of incidents whose upload is not finished, so that a bad line does not keep them at
  /// their beginning.
  private var uploaded: [IncidentID: Set<Part>] = [:]

  /// A file of an incident.
  private enum Part: Hashable {
    case rendition(Rendition)
    case preview(Int)
  }

  package init(_ context: AgentContext, cloud: any CloudLink) {
    self.context = context
    self.cloud = cloud
  }

  /// Sends what there is, unless the cloud could not be reached a short while ago.
  /// - Returns: how many things were sent.
  /// - Throws: `damagedState` and what stops the agent itself.
  @discardableResult
  package func round() async throws -> Int {
    guard context.clock.steady >= nextAttempt else { return 0 }
    do {
      let count = try await sendDevices() + sendIncidents()
      if failures > 0 { context.tell(.online, "the cloud can be reached again") }
      failures = 0
      for device in try context.store.finishedDevices() { context.keys.remove(device) }
      return count
    } catch let error as AgentError where error.code == .unreachable {
      let delay = context.retryDelay(after: failures)
      if failures == 0 { context.tell(.offline, "\(error.message); the queue is kept") }
      failures += 1
      nextAttempt = context.clock.steady + delay
      return 0
    }
  }

  // MARK: Devices and records

  private func sendDevices() async throws -> Int {
    var count = 0
    for device in try context.store.devices() {
      do {
        count += try await send(device)
      } catch let error as AgentError where error.code == .keyLost {
        guard try context.store.recordCounts(of: device.device).unsent > 0 else { continue }
        context.tell(.problem, "\(error.message); its records cannot be handed in")
      } catch let error as AgentError where error.code == .refused {
        context.tell(.refused, "device \(device.device): \(error.message)")
      }
    }
    return count
  }

  private func send(_ device: StoredDevice) async throws -> Int {
    let counts = try context.store.recordCounts(of: device.device)
    let mustHandOver = device.handOver != nil && !device.isHandedOver
    guard counts.unsent > 0 || mustHandOver || !(device.isEnrolled || device.isRetired) else { return 0 }
    if !device.isEnrolled {
      try await cloud.enrol(try context.keys.key(of: device.device))
      try context.fault(.enrolled)
      try context.store.markEnrolled(device.device)
    }
    let sent = try await sendRecords(of: device.device)
    guard mustHandOver, let statement = device.handOver else { return sent }
    try await cloud.handOver(
      statement, recordCount: UInt32(clamping: counts.all), by: try context.keys.key(of: device.device))
    try context.fault(.handOverSent)
    try context.store.markHandedOver(statement)
    try context.fault(.handOverCommitted)
    return sent + 1
  }

  private func sendRecords(of device: Address) async throws -> Int {
    var count = 0
    while true {
      let segments = try context.store.unsentSegments(of: device, limit: Self.batch)
      guard !segments.isEmpty else { return count }
      let reply = try await cloud.submit(segments.map(\.record))
      try context.fault(.recordsSent)
      try context.store.noteAnswers(
        zip(segments, reply.answers).map { (segment: $0.id, receipt: $1.receipt, fault: $1.fault) })
      try context.fault(.receiptsCommitted)
      count += segments.count
      for (segment, answer) in zip(segments, reply.answers) {
        guard let fault = answer.fault else { continue }
        context.tell(.refused, "record \(segment.record.record.number): \(fault)")
      }
      context.tell(.sent, "\(segments.count) records")
      try fill(reply.gaps, of: Set(segments.map(\.record.record.device.address)))
    }
  }

  /// Queues the records again that the cloud has lost, once for each gap that it names.
  private func fill(_ gaps: [RecordGap], of devices: Set<Address>) throws {
    filled = filled.filter { !devices.contains($0.device) || gaps.contains($0) }
    for gap in gaps {
      if filled.insert(gap).inserted, try context.store.queueAgain(gap) > 0 {
        context.tell(.problem, "the cloud says that \(gap); they are sent again")
      } else {
        context.tell(.problem, "the cloud says that \(gap), and this camera cannot give them")
      }
    }
  }

  // MARK: Incidents

  private func sendIncidents() async throws -> Int {
    var count = 0
    for incident in try context.store.incidents(onlyOpen: true) where incident.nextAttempt <= context.clock.now {
      do {
        count += try await send(incident) ? 1 : 0
      } catch let error as AgentError where [.refused, .keyLost].contains(error.code) {
        try context.store.fail(incident.id, reason: error.message)
        context.tell(.incidentFailed, error.message, incident: incident)
      } catch let error as EvidenceError {
        try context.store.postpone(
          incident.id, problem: error.message, until: context.retryTime(after: incident.attempts))
        context.tell(.problem, error.message, incident: incident)
      }
    }
    return count
  }

  /// - Returns: whether a step was done.
  private func send(_ incident: StoredIncident) async throws -> Bool {
    switch incident.state {
    case .bound: return try await announce(incident)
    case .announced: return try await upload(incident)
    case .uploaded: return try await finish(incident)
    default: return false
    }
  }

  private func announce(_ incident: StoredIncident) async throws -> Bool {
    guard let publishAt = incident.publishAt, publishAt <= context.clock.now else { return false }
    guard let binding = incident.binding, let claim = incident.claim else { throw AgentStore.damaged }
    let answer = try await cloud.submit(
      try SignedBinding(parsing: Array(binding.utf8)), try SignedPlaceClaim(json: try JSON(parsing: claim)))
    try context.fault(.incidentAnnounced)
    try context.store.announce(incident.id, evidence: answer.evidence?.description)
    try context.fault(.announcementCommitted)
    context.tell(.incident, "announced to the cloud", incident: incident)
    return true
  }

  private func upload(_ incident: StoredIncident) async throws -> Bool {
    guard let device = incident.device, let protection = incident.protection else { throw AgentStore.damaged }
    let key = try context.keys.key(of: device)
    let folder = try IncidentFolder(incident.id, in: context.store.folder)
    let points: [(Rendition, FaultPoint)] = [(.original, .originalUploaded), (.protected, .protectedUploaded)]
    for (rendition, point) in points {
      try await once(.rendition(rendition), of: incident.id) {
        try await cloud.upload(rendition, of: incident.id, file: folder.sealed(rendition), by: key)
      }
      try context.fault(point)
    }
    for (index, preview) in protection.previews.enumerated() {
      try await once(.preview(index), of: incident.id) {
        try await cloud.uploadPreview(index, of: incident.id, file: folder.preview(preview.name), by: key)
      }
    }
    try context.fault(.previewsUploaded)
    try context.store.finishUpload(incident.id)
    uploaded[incident.id] = nil
    try context.fault(.uploadCommitted)
    context.tell(.incident, "uploaded", incident: incident)
    return true
  }

  /// Uploads a part unless the cloud has answered that it has it.
  private func once(_ part: Part, of incident: IncidentID, _ upload: () async throws -> Void) async throws {
    guard uploaded[incident]?.contains(part) != true else { return }
    try await upload()
    uploaded[incident, default: []].insert(part)
  }

  /// Once the incident is verified, so that nothing of an accident is sent before its publishing delay is over.
  private func shareFeatures(_ incident: StoredIncident) async throws {
    let path = try IncidentFolder(incident.id, in: context.store.folder).features
    guard let device = incident.device, let bytes = FileManager.default.contents(atPath: path) else { return }
    do {
      try await cloud.submitFeatures(
        [UInt8](bytes), of: incident.id, by: try context.keys.key(of: device))
      context.tell(.incident, "its features are shared for learning", incident: incident)
    } catch let error as AgentError where error.code == .refused || error.code == .keyLost {
      context.tell(.problem, "the features are not shared: \(error.message)", incident: incident)
    }
  }

  private func finish(_ incident: StoredIncident) async throws -> Bool {
    let answer = try await cloud.state(of: incident.id)
    switch answer.state {
    case .pending: return false
    case .refused(let reason): throw AgentError(.refused, "the cloud refuses the incident: \(reason)")
    case .verified:
      try context.fault(.incidentVerified)
      try await shareFeatures(incident)
      try context.store.complete(incident.id, evidence: answer.evidence?.description)
      try context.fault(.incidentDone)
      try IncidentFolder(incident.id, in: context.store.folder).remove()
      context.tell(.incident, "verified by the cloud", incident: incident)
      return true
    }
  }
}
