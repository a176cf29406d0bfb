package import Cryptography
package import VeilEvidence
internal import Ethereum

/// The one hash that an evidence contract keeps of all its fields.
package enum EvidenceFields {
  /// keccak256(EIP-712 struct hash ‖ device as 32 bytes).
  package static func hash(of binding: IncidentBinding, device: Address) throws -> Hash256 {
    let fields = try binding.typedData().messageHash
    return Keccak256.hash(fields.bytes + [UInt8](repeating: 0, count: 12) + device.bytes)
  }
}
