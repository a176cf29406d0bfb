package import Cryptography
package import Ethereum

/// An incident's binding with the camera's signature.
package struct SignedBinding: Sendable, Hashable {
  package let binding: IncidentBinding
  package let signature: RecoverableSignature

  package init(binding: IncidentBinding, signature: RecoverableSignature) {
    self.binding = binding
    self.signature = signature
  }

  /// The device that signed; to be compared with that of the incident's records.
  /// - Throws: `invalidSignature` where nobody has.
  package func signer() throws -> DeviceID {
    let hash = try binding.typedData().signingHash
    guard let key = try? PublicKey.recover(from: signature, over: hash) else {
      throw EvidenceError(.invalidSignature, "nobody has signed this binding; ask the owner for it again")
    }
    return DeviceID(key.address)
  }

  /// As canonical JSON.
  package var json: JSON { ["binding": binding.json, "signature": .hex(signature.bytes)] }

  /// Reads what ``json`` wrote.
  /// - Throws: `malformed`, `unsupportedVersion`.
  package init(parsing bytes: [UInt8]) throws {
    var reader = try ObjectReader(try CanonicalJSON.parse(bytes, of: "the binding"), of: "the signed binding")
    binding = try IncidentBinding(json: try reader.json("binding"))
    signature = try reader.signature("signature")
    try reader.end()
  }
}
