package import Cryptography
package import Ethereum

/// Where and when the camera says an incident was, coarse enough for the cloud's public index. Signed by the device in
/// the domain of its binding; it goes to the cloud over HTTP and to the ledger only in a dispute.
package struct PlaceClaim: Sendable, Hashable {
  package let incident: IncidentID
  package let place: CoarsePlace

  package init(incident: IncidentID, place: CoarsePlace) {
    self.incident = incident
    self.place = place
  }

  /// EIP-712: `PlaceClaim(bytes32 incident,int32 row,int32 column,uint32 bucket)`.
  package func typedData(chainID: UInt64, factory: Address) throws -> TypedData {
    let members: [TypedData.Member] = [
      .init("incident", "bytes32"), .init("row", "int32"), .init("column", "int32"), .init("bucket", "uint32"),
    ]
    return try TypedData(
      types: ["PlaceClaim": members], primaryType: "PlaceClaim",
      domain: TypedDataDomain(name: "Veilcam", version: "1", chainID: UInt256(chainID), verifyingContract: factory),
      message: [
        "incident": .string(incident.description), "row": .integer(place.row), "column": .integer(place.column),
        "bucket": .integer(place.bucket),
      ])
  }

  /// Signs with the key of the incident's records.
  package func signed(by key: SecretKey, chainID: UInt64, factory: Address) throws -> SignedPlaceClaim {
    SignedPlaceClaim(claim: self, signature: try typedData(chainID: chainID, factory: factory).signed(by: key))
  }
}
