package import Cryptography
package import VeilEvidence

/// An evidence contract was made, by the factory.
package struct EvidenceCreated: Sendable, Hashable {
  package let evidence: Address
  package let incident: IncidentID
  package let owner: Address
  package let device: Address
  /// The fields and the camera's signature; nil where a key or capsule in them is none. Such evidence is worth nothing.
  package let binding: SignedBinding?

  package init(
    evidence: Address, incident: IncidentID, owner: Address, device: Address, binding: SignedBinding?
  ) {
    self.evidence = evidence
    self.incident = incident
    self.owner = owner
    self.device = device
    self.binding = binding
  }
}
