package import Cryptography
package import VeilEvidence

/// What the cloud knows of an incident.
package struct FoundIncident: Sendable, Hashable {
  package let incident: IncidentID
  /// Its evidence contract.
  package let evidence: Address
  package let status: DeskEvidence.Status
  /// Where and when, as the search has it.
  package let place: CoarsePlace
  /// The same as the camera signed it; nil where the cloud does not show it, and then no false place can be disputed.
  package let claim: SignedPlaceClaim?
  /// Hashes of the protected previews: first picture, impact, last picture.
  package let previews: [Hash256]

  package init(
    incident: IncidentID, evidence: Address, status: DeskEvidence.Status, place: CoarsePlace, claim: SignedPlaceClaim?,
    previews: [Hash256]
  ) {
    self.incident = incident
    self.evidence = evidence
    self.status = status
    self.place = place
    self.claim = claim
    self.previews = previews
  }
}
