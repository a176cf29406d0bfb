package import Cryptography
package import VeilEvidence

/// What the agent wants of a cloud. Every call may be repeated.
///
/// Errors: ``AgentError`` `unreachable` where the same may succeed later, `refused` where it never will.
package protocol CloudLink: Sendable {
  func enrol(_ key: SecretKey) async throws
  func handOver(_ statement: DeviceChain.HandOver, recordCount: UInt32, by key: SecretKey) async throws
  /// - Returns: what became of each record, and the gaps that the cloud sees among those of their devices.
  func submit(_ records: [SignedRecord]) async throws -> (answers: [RecordAnswer], gaps: [RecordGap])
  func submit(_ binding: SignedBinding, _ claim: SignedPlaceClaim) async throws -> IncidentAnswer
  /// Goes on where an earlier upload stopped; does nothing where the file is there.
  func upload(_ rendition: Rendition, of incident: IncidentID, file: String, by key: SecretKey) async throws
  func uploadPreview(_ index: Int, of incident: IncidentID, file: String, by key: SecretKey) async throws
  func state(of incident: IncidentID) async throws -> IncidentAnswer
  /// Sends what can be learnt from an incident, for an owner who opted in.
  func submitFeatures(_ contribution: [UInt8], of incident: IncidentID, by key: SecretKey) async throws
}

/// What became of a record.
package struct RecordAnswer: Sendable, Hashable {
  /// Canonical JSON; nil where the record was refused.
  package let receipt: String?
  /// Why it was refused, a sentence.
  package let fault: String?

  package init(receipt: String?, fault: String? = nil) {
    self.receipt = receipt
    self.fault = fault
  }
}

/// How far an incident is at the cloud.
package struct IncidentAnswer: Sendable, Hashable {
  package enum State: Sendable, Hashable {
    /// Something is still missing or to be done.
    case pending
    case verified
    case refused(String)
  }

  package let state: State
  /// The evidence contract, once it is there.
  package let evidence: Address?

  package init(state: State, evidence: Address?) {
    self.state = state
    self.evidence = evidence
  }
}
