package import Cryptography
package import VeilEvidence

/// An evidence contract (EC) as the ledger shows it.
package struct DeskEvidence: Sendable, Hashable {
  /// What the cloud said of it.
  package enum Status: UInt8, Sendable, Hashable, CaseIterable { case pending, verified, refused }

  package let address: Address
  /// The fields with the device's signature, as they stand in the factory's event.
  package let signed: SignedBinding
  package let status: Status

  package init(address: Address, signed: SignedBinding, status: Status) {
    self.address = address
    self.signed = signed
    self.status = status
  }

  package var binding: IncidentBinding { signed.binding }
  package var owner: Address { binding.owner }
  package var incident: IncidentID { binding.incident }

  /// The device that signed.
  /// - Throws: `invalidSignature` where nobody has.
  package func device() throws -> DeviceID { try signed.signer() }
}
