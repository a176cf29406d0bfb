package import Cryptography
internal import Foundation
internal import GRDB
package import VeilEvidence

/// An incident in the queue, with what its steps so far have made.
package struct StoredIncident: Sendable, Hashable {
  package let id: IncidentID
  package let state: IncidentState
  /// By the camera's clock, milliseconds since 1970: the first impact and the last one.
  package let impact: Int64
  package let lastImpact: Int64
  /// When the agent heard of it.
  package let created: Int64
  /// Ids of the segments, once they are chosen.
  package let segments: [Int64]
  /// Whose key signs for it.
  package let device: Address?
  package let protection: ProtectionMaterial?
  package let sealing: SealingMaterial?
  /// Canonical JSON of the signed binding and of the signed claim of place.
  package let binding: String?
  package let claim: String?
  /// Not before this time, milliseconds since 1970.
  package let publishAt: Int64?
  package let evidence: String?
  /// What went wrong last, and when to try again.
  package let problem: String?
  package let attempts: Int
  package let nextAttempt: Int64

  init(_ row: Row) throws {
    let decoder = JSONDecoder()
    guard let state = IncidentState(rawValue: row["state"]) else { throw AgentStore.damaged }
    id = IncidentID(try row.hash("id"))
    self.state = state
    impact = row["impact"]
    lastImpact = row["lastImpact"]
    created = row["created"]
    segments = try decoder.decode([Int64].self, from: Data((row["segments"] as String).utf8))
    device = try row["device"] == nil ? nil : row.address("device")
    protection = try (row["protection"] as String?).map {
      try decoder.decode(ProtectionMaterial.self, from: Data($0.utf8))
    }
    sealing = try (row["sealing"] as String?).map { try decoder.decode(SealingMaterial.self, from: Data($0.utf8)) }
    binding = row["binding"]
    claim = row["claim"]
    publishAt = row["publishAt"]
    evidence = row["evidence"]
    problem = row["problem"]
    attempts = row["attempts"]
    nextAttempt = row["nextAttempt"]
  }
}
