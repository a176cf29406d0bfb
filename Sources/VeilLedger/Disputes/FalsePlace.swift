package import Cryptography
internal import Ethereum
package import VeilEvidence

/// A place that opens the commitment of an evidence, beside another one that the same camera signed for the index.
package struct FalsePlace: Sendable, Hashable {
  /// The place salt of the protected rendition's session key.
  package let salt: Hash256
  /// What the commitment holds.
  package let committed: CoarsePlace
  /// What the camera told the cloud, with its signature (EIP-712 `PlaceClaim`).
  package let claimed: CoarsePlace
  package let signature: RecoverableSignature

  package init(salt: Hash256, committed: CoarsePlace, claimed: CoarsePlace, signature: RecoverableSignature) {
    self.salt = salt
    self.committed = committed
    self.claimed = claimed
    self.signature = signature
  }

  /// Whether the contract would find for the requester: the salt and place open the commitment, the other place is
  /// signed by the evidence's camera, and they differ.
  package func holds(against binding: SignedBinding) throws -> Bool {
    let terms = binding.binding
    let commitment = committed.commitment(salt: try SecretBytes(copying: salt.bytes))
    guard commitment == terms.placeCommitment, committed != claimed else { return false }
    let key = try? PublicKey.recover(from: signature, over: try claim(terms).signingHash)
    return try key?.address == binding.signer().address
  }

  private func claim(_ binding: IncidentBinding) throws -> TypedData {
    let members: [TypedData.Member] = [
      .init("incident", "bytes32"), .init("row", "int32"), .init("column", "int32"), .init("bucket", "uint32"),
    ]
    return try TypedData(
      types: ["PlaceClaim": members], primaryType: "PlaceClaim",
      domain: TypedDataDomain(
        name: "Veilcam", version: "1", chainID: UInt256(binding.chainID), verifyingContract: binding.factory),
      message: [
        "incident": .string(binding.incident.description), "row": .integer(claimed.row),
        "column": .integer(claimed.column), "bucket": .integer(claimed.bucket),
      ])
  }
}
