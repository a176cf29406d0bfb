/// The contracts, by the names of their artefacts.
package enum ContractName: String, Sendable, Hashable, CaseIterable {
  case evidenceFactory = "EvidenceFactory"
  case evidenceContract = "EvidenceContract"
  case searchContract = "SearchContract"
  case requestFactory = "RequestFactory"
  case requestContract = "RequestContract"
  case responseContract = "ResponseContract"
  case anchor = "Anchor"
  case riskRegistry = "RiskRegistry"
}
