package import Cryptography
package import VeilEvidence

/// The cloud set an evidence contract verified, and it entered itself into the search contract.
package struct EvidenceVerified: Sendable, Hashable {
  package let evidence: Address
  package let incident: IncidentID

  package init(evidence: Address, incident: IncidentID) {
    self.evidence = evidence
    self.incident = incident
  }
}
