package import Cryptography
package import Ethereum

/// A derivation record with the camera's signature.
package struct SignedDerivation: Sendable, Hashable {
  package let derivation: DerivationRecord
  package let signature: RecoverableSignature

  package init(derivation: DerivationRecord, signature: RecoverableSignature) {
    self.derivation = derivation
    self.signature = signature
  }

  /// The device that vouches.
  /// - Throws: `invalidSignature`.
  package func signer() throws -> DeviceID {
    guard let key = try? PublicKey.recover(from: signature, over: derivation.signingHash) else {
      throw EvidenceError(.invalidSignature, "nobody has signed this derivation record")
    }
    return DeviceID(key.address)
  }

  package var json: JSON { ["derivation": derivation.json, "signature": .hex(signature.bytes)] }

  /// Reads what ``json`` wrote.
  /// - Throws: `malformed`, `unsupportedVersion`.
  package init(json: JSON) throws {
    var reader = try ObjectReader(json, of: "the signed derivation record")
    derivation = try DerivationRecord(json: try reader.json("derivation"))
    signature = try reader.signature("signature")
    try reader.end()
  }

  /// Reads a file.
  /// - Throws: as ``init(json:)``.
  package init(parsing bytes: [UInt8]) throws {
    try self.init(json: try CanonicalJSON.parse(bytes, of: "the derivation record"))
  }
}
