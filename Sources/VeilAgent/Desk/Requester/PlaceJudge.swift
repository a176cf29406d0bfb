internal import Cryptography
package import VeilEvidence
internal import VeilMedia

/// Compares three places of an incident: the one that the evidence commits to, the one that the camera signed for the
/// search, and the one in the opened film.
package struct PlaceJudge: Sendable {
  /// What came out.
  package enum Finding: Sendable {
    /// The commitment is that of the signed claim.
    case fits
    /// Another place opens the commitment: provable on the ledger.
    case founded(FoundedDispute)
    /// The commitment is neither the claim's nor any place near the film's; nothing to prove, but nothing to believe.
    case unopened
  }

  package let evidence: DeskEvidence
  package let claim: SignedPlaceClaim
  package let rules: SharingRules

  package init(evidence: DeskEvidence, claim: SignedPlaceClaim, rules: SharingRules) {
    self.evidence = evidence
    self.claim = claim
    self.rules = rules
  }

  /// - Parameters:
  ///   - key: of the protected rendition, whose salt the commitment has.
  ///   - manifest: what the opened film says of time and place.
  /// - Throws: `contradiction` where the claim is of another incident or not signed by the evidence's device.
  package func judge(key: SessionKey, manifest: SealedManifest) throws -> Finding {
    guard claim.claim.incident == evidence.incident,
      try claim.signer(chainID: rules.chainID, factory: rules.factory) == evidence.device()
    else {
      throw DeskError(.contradiction, "the place that the cloud shows is not signed by the camera of this evidence")
    }
    let salt = try key.placeSalt()
    let committed = evidence.binding.placeCommitment
    guard claim.claim.place.commitment(salt: salt) != committed else { return .fits }
    for place in Self.candidates(manifest, near: claim.claim.place) where place.commitment(salt: salt) == committed {
      guard let salt = salt.withUnsafeBytes({ Hash256(copying: $0) }) else { return .unopened }
      return .founded(FoundedDispute(.falsePlace(OpenedPlace(salt: salt, place: place), claim: claim)))
    }
    return .unopened
  }

  /// Whether the film was taken where and when the claim says, give or take a neighbouring cell and hour.
  package func agrees(with manifest: SealedManifest) -> Bool {
    let places = Self.places(of: manifest)
    guard !places.isEmpty else {
      let hours = [manifest.start, manifest.end].map { $0 / 1_000 / CoarsePlace.secondsPerBucket }
      return hours.contains { abs($0 - Int64(claim.claim.place.bucket)) <= 1 }
    }
    return places.contains { place in
      abs(Int64(place.row) - Int64(claim.claim.place.row)) <= 1
        && abs(Int64(place.column) - Int64(claim.claim.place.column)) <= 1
        && abs(Int64(place.bucket) - Int64(claim.claim.place.bucket)) <= 1
    }
  }

  private static func places(of manifest: SealedManifest) -> Set<CoarsePlace> {
    Set(
      manifest.track.compactMap { point in
        point.position.flatMap { try? CoarsePlace($0, time: point.time) }
      })
  }

  /// The film's places and the claim's, with their neighbours and the hours around them.
  private static func candidates(_ manifest: SealedManifest, near claim: CoarsePlace) -> Set<CoarsePlace> {
    var buckets: Set<UInt32> = []
    for time in [manifest.start, manifest.end] where time >= 0 {
      if let bucket = UInt32(exactly: time / 1_000 / CoarsePlace.secondsPerBucket) { buckets.insert(bucket) }
    }
    buckets.insert(claim.bucket)
    var found: Set<CoarsePlace> = []
    for place in places(of: manifest).union([claim]) {
      for bucket in buckets.union([place.bucket]) {
        for (row, column, hour) in neighbours {
          let next = bucket.addingReportingOverflow(UInt32(truncatingIfNeeded: hour)).partialValue
          found.insert(CoarsePlace(row: place.row &+ row, column: place.column &+ column, bucket: next))
        }
      }
    }
    return found
  }

  private static let neighbours: [(Int32, Int32, Int)] = (-2...2).flatMap { row in
    (-2...2).flatMap { column in (-2...2).map { (Int32(row), Int32(column), $0) } }
  }
}
