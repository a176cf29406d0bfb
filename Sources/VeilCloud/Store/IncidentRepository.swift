package import Cryptography
package import VeilCloudAPI
package import VeilEvidence

/// Incidents with their uploads.
package protocol IncidentRepository: Sendable {
  func incident(_ id: IncidentID) async throws -> StoredIncident?
  func incident(evidence: Address) async throws -> StoredIncident?
  /// Those in a state, oldest first.
  func incidents(in state: IncidentState, limit: Int) async throws -> [StoredIncident]
  /// Stores a new incident with its uploads to come.
  /// - Returns: false, and stores nothing, where the incident or one of its Umbral keys is there already.
  func insert(_ incident: StoredIncident) async throws -> Bool
  /// Changes what may change of an incident: state, refusal, evidence, transactions, checks.
  func update(_ incident: StoredIncident) async throws
  func upload(_ rendition: Rendition, of incident: IncidentID) async throws -> StoredUpload
  func update(_ upload: StoredUpload) async throws
  /// Which of the three previews are there.
  func previews(of incident: IncidentID) async throws -> [Bool]
  func setPreview(_ index: Int, of incident: IncidentID) async throws
  /// Whether a preview of verified evidence has this hash.
  func isPublished(preview: Hash256) async throws -> Bool
  /// Incidents received before a time, other than those in a state.
  func incidents(receivedBefore time: UInt64, verified: Bool, limit: Int) async throws -> [StoredIncident]
  func delete(_ incident: IncidentID) async throws
}
