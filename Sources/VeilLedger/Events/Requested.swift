package import Cryptography

/// The response contract tells owners of a request. A desk reads all of them and filters locally.
package struct Requested: Sendable, Hashable {
  package let request: Address
  package let evidence: Address

  package init(request: Address, evidence: Address) {
    self.request = request
    self.evidence = evidence
  }
}
