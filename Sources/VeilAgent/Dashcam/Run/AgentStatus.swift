internal import Cryptography
internal import VeilEvidence

/// How things stand, for `veilcam dashcam status`.
package struct AgentStatus: Sendable, Hashable, Codable {
  package struct Incident: Sendable, Hashable, Codable {
    package let incident: String
    package let state: IncidentState
    /// Milliseconds since 1970.
    package let impact: Int64
    package let publishAt: Int64?
    package let evidence: String?
    package let problem: String?
  }

  /// The address under which the camera signs now.
  package let device: String?
  package let records: Int
  /// Records that the cloud does not have yet, and those that it refused.
  package let waiting: Int
  package let refused: Int
  /// Films without a record.
  package let skipped: Int
  package let slots: Int
  package let freeSlots: Int
  package let incidents: [Incident]

  package init(of store: AgentStore) throws {
    let counts = try store.recordCounts()
    let slots = try store.slotCounts()
    device = try store.currentDevice()?.device.description
    records = counts.all
    waiting = counts.unsent
    refused = counts.refused
    skipped = try store.skippedCount()
    self.slots = slots.all
    freeSlots = slots.free
    incidents = try store.incidents().map { incident in
      Incident(
        incident: incident.id.description, state: incident.state, impact: incident.impact,
        publishAt: incident.publishAt, evidence: incident.evidence, problem: incident.problem)
    }
  }
}
