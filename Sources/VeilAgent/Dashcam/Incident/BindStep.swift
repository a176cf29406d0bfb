internal import Cryptography
internal import Ethereum
internal import VeilEvidence

/// Has the device sign what is published of an incident. Signatures are deterministic: doing it again gives the same.
struct BindStep: Sendable {
  let context: AgentContext
  let incident: StoredIncident
  let segments: [StoredSegment]
  let protection: ProtectionMaterial
  let sealing: SealingMaterial
  let key: SecretKey

  func run() throws -> (binding: SignedBinding, claim: SignedPlaceClaim) {
    guard let ledger = try context.store.ledger() else { throw AgentStore.damaged }
    let slot = try context.store.takeSlot(for: incident.id)
    let binding = try IncidentBinding(
      owner: slot.owner, chainID: ledger.chainID, factory: ledger.factory, incident: incident.id,
      original: try Self.rendition(sealing.original), protected: try Self.rendition(sealing.protected),
      segments: segments.map(\.commitment), previews: protection.previews.map(\.hash),
      placeCommitment: sealing.placeCommitment)
    let place = CoarsePlace(row: sealing.row, column: sealing.column, bucket: sealing.bucket)
    let claim = PlaceClaim(incident: incident.id, place: place)
    return (
      try binding.signed(by: key), try claim.signed(by: key, chainID: ledger.chainID, factory: ledger.factory)
    )
  }

  private static func rendition(_ text: String) throws -> SealedRendition {
    try SealedRendition(json: try JSON(parsing: text))
  }
}
