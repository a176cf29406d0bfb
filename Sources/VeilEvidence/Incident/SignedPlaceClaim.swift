package import Cryptography
package import Ethereum

/// A camera's claim of place and hour with its signature.
package struct SignedPlaceClaim: Sendable, Hashable {
  package let claim: PlaceClaim
  package let signature: RecoverableSignature

  package init(claim: PlaceClaim, signature: RecoverableSignature) {
    self.claim = claim
    self.signature = signature
  }

  /// The device that signed, in the domain of a binding.
  /// - Throws: `invalidSignature` where nobody has.
  package func signer(chainID: UInt64, factory: Address) throws -> DeviceID {
    let hash = try claim.typedData(chainID: chainID, factory: factory).signingHash
    guard let key = try? PublicKey.recover(from: signature, over: hash) else {
      throw EvidenceError(.invalidSignature, "nobody has signed this claim of a place; ask the device for it again")
    }
    return DeviceID(key.address)
  }

  /// As canonical JSON.
  package var json: JSON {
    [
      "version": .integer(1), "incident": .hex(claim.incident.value), "row": .integer(claim.place.row),
      "column": .integer(claim.place.column), "bucket": .integer(claim.place.bucket),
      "signature": .hex(signature.bytes),
    ]
  }

  /// Reads what ``json`` wrote.
  /// - Throws: `malformed`, `unsupportedVersion`; `outOfRange` for a cell that is not on the earth.
  package init(json: JSON) throws {
    var reader = try ObjectReader(json, of: "the claim of a place")
    try reader.version(1)
    let place = CoarsePlace(
      row: try reader.integer("row"), column: try reader.integer("column"), bucket: try reader.integer("bucket"))
    guard (-1_800...1_800).contains(place.row), (-3_600...3_600).contains(place.column) else {
      throw EvidenceError(.outOfRange, "the cell of the claim is not on the earth")
    }
    self.init(
      claim: PlaceClaim(incident: IncidentID(try reader.hash("incident")), place: place),
      signature: try reader.signature("signature"))
    try reader.end()
  }
}
