package import Cryptography
package import VeilCloudAPI
package import VeilEvidence

/// An incident as the cloud has it.
package struct StoredIncident: Sendable {
  package let binding: SignedBinding
  package let claim: SignedPlaceClaim
  /// The device that signed both.
  package let device: Address
  /// Milliseconds since 1970.
  package let received: UInt64
  package var state: IncidentState
  package var refusal: CloudErrorCode?
  package var evidence: Address?
  package var transaction: Hash256?
  package var verification: Hash256?
  package var checks: [IncidentReply.Check]

  package init(
    binding: SignedBinding, claim: SignedPlaceClaim, device: Address, received: UInt64,
    state: IncidentState = .received, refusal: CloudErrorCode? = nil, evidence: Address? = nil,
    transaction: Hash256? = nil, verification: Hash256? = nil, checks: [IncidentReply.Check] = []
  ) {
    self.binding = binding
    self.claim = claim
    self.device = device
    self.received = received
    self.state = state
    self.refusal = refusal
    self.evidence = evidence
    self.transaction = transaction
    self.verification = verification
    self.checks = checks
  }

  package var id: IncidentID { binding.binding.incident }
  package var place: CoarsePlace { claim.claim.place }
}
