package import Cryptography
package import VeilEvidence

/// What the cloud knows of an incident.
package struct FoundIncident: Sendable, Hashable {
  package let incident: IncidentID
  /// Its evidence contract.
  package let evidence: Address
  package let status: DeskEvidence.Status
  /// As the camera signed it.
  package let claim: SignedPlaceClaim
  /// Hashes of the protected previews: first picture, impact, last picture.
  package let previews: [Hash256]

  package init(
    incident: IncidentID, evidence: Address, status: DeskEvidence.Status, claim: SignedPlaceClaim, previews: [Hash256]
  ) {
    self.incident = incident
    self.evidence = evidence
    self.status = status
    self.claim = claim
    self.previews = previews
  }
}
