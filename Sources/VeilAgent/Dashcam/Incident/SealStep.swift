internal import Cryptography
internal import Ethereum
internal import Foundation
internal import VeilEvidence

/// Seals both renditions of an incident to its slot's keys. Session keys exist in memory during this pass only: a seal that
/// was interrupted starts again with new ones, and what it had written is deleted first.
struct SealStep: Sendable {
  let context: AgentContext
  let incident: StoredIncident
  let folder: IncidentFolder
  let segments: [StoredSegment]
  let material: ProtectionMaterial
  /// The device's key of these records.
  let key: SecretKey

  func run() async throws -> SealingMaterial {
    let keeper = OriginalKeeper(folder: folder)
    let timeline = IncidentTimeline(segments: segments, fixes: segments.map { keeper.fixes($0) })
    let place = try place(timeline)
    let slot = try context.store.takeSlot(for: incident.id)
    try context.fault(.slotTaken)
    for rendition in Rendition.allCases { unlink(folder.sealed(rendition)) }
    let original = try await seal(
      try originalManifest(timeline), films: segments.map { folder.original($0) }, to: slot.original)
    try context.fault(.originalSealed)
    let protected = try await seal(
      try protectedManifest(timeline), films: [folder.protected(material.film)], to: slot.protected)
    try context.fault(.protectedSealed)
    return SealingMaterial(
      slot: slot.index, original: original.rendition.json.text, protected: protected.rendition.json.text,
      placeCommitment: place.commitment(salt: try protected.key.placeSalt()), row: place.row, column: place.column,
      bucket: place.bucket)
  }

  /// The cell and hour of the impact.
  private func place(_ timeline: IncidentTimeline) throws -> CoarsePlace {
    let nearest = timeline.track.min { abs($0.time - material.impact) < abs($1.time - material.impact) }
    guard let position = nearest?.position ?? context.settings.place else {
      throw AgentError(
        .noPlace, "the films of the incident hold no position; run the agent with --place LATITUDE,LONGITUDE")
    }
    return try CoarsePlace(position, time: material.impact)
  }

  private func originalManifest(_ timeline: IncidentTimeline) throws -> SealedManifest {
    let correction = material.clockCorrection
    return try SealedManifest(
      incident: incident.id, rendition: .original, start: segments[0].start + correction,
      end: max(segments[0].start, segments[segments.count - 1].end) + correction, track: timeline.track,
      films: try segments.map { segment in
        // Named after the record: the true name stays on the card.
        let suffix = (folder.original(segment) as NSString).pathExtension
        return try SealedFilm(
          name: "\(segment.record.record.name).\(suffix)", byteCount: Int(segment.byteCount),
          commitment: segment.commitment)
      },
      records: segments.map(\.record))
  }

  private func protectedManifest(_ timeline: IncidentTimeline) throws -> SealedManifest {
    let derivation = try DerivationRecord(
      incident: incident.id, originals: segments.map(\.commitment.videoHash), protected: material.commitment,
      detections: material.detections, models: material.models.map { .init(name: $0.name, sha256: $0.sha256) },
      method: material.method, policy: material.policy, tool: context.settings.tool, counts: material.counts
    ).signed(by: key)
    return try SealedManifest(
      incident: incident.id, rendition: .protected, start: material.start, end: material.end,
      track: timeline.track.filter { (material.start...material.end).contains($0.time) },
      films: [try SealedFilm(name: material.film, byteCount: material.byteCount, commitment: material.commitment)],
      records: segments.map(\.record), derivation: derivation)
  }

  private func seal(
    _ manifest: SealedManifest, films: [String], to owner: PublicKey
  ) async throws -> (rendition: SealedRendition, key: SessionKey) {
    let (capsule, key) = try SessionKey.encapsulate(
      to: owner, incident: manifest.incident, rendition: manifest.rendition)
    let path = folder.sealed(manifest.rendition)
    let tree = try await EvidenceWorker.shared.run { try FilmSealer.seal(manifest, films: films, with: key, to: path) }
    let rendition = SealedRendition(
      publicKey: owner, capsule: capsule, ciphertextRoot: tree.root, keyCommitment: key.commitment)
    return (rendition, key)
  }
}
