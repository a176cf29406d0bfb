internal import Cryptography
internal import VeilCloudAPI
internal import VeilEvidence

/// Answers searches from the index.
struct SearchService: Sendable {
  let store: any Store
  let audit: AuditLog

  func search(_ query: SearchQuery) async throws -> SearchReply {
    let found = try await store.find(
      Self.area(query.area), buckets: try Self.buckets(query), before: try query.cursor.map(Self.position),
      limit: query.limit)
    await audit.note(.view, "search", "\(found.count) found")
    let items = found.map { found in
      SearchReply.Item(
        incident: found.evidence.incident, evidence: found.evidence.evidence,
        place: PlaceReply(
          row: found.evidence.place.row, column: found.evidence.place.column, bucket: found.evidence.place.bucket),
        previews: found.evidence.previews)
    }
    let next = found.count == query.limit ? found.last.map { "\($0.position.bucket).\($0.position.number)" } : nil
    return SearchReply(items: items, next: next)
  }

  private static func area(_ area: SearchQuery.Area) -> SearchArea {
    switch area {
    case .everywhere: .everywhere
    case .cell(let row, let column): .cells(rows: row...row, columns: column...column)
    case .circle(let latitude, let longitude, let radius):
      SearchArea(latitude: latitude, longitude: longitude, radius: radius)
    }
  }

  private static func buckets(_ query: SearchQuery) throws -> ClosedRange<UInt32> {
    guard query.from <= query.to else {
      throw CloudError(.malformed, "“from” lies after “to”; exchange them")
    }
    let hour = UInt64(CoarsePlace.secondsPerBucket) * 1_000
    return UInt32(clamping: query.from / hour)...UInt32(clamping: query.to / hour)
  }

  private static func position(_ cursor: String) throws -> SearchPosition {
    let parts = cursor.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, let bucket = UInt32(parts[0]), let number = Int64(parts[1]), number > 0 else {
      throw CloudError(.malformed, "the cursor is not one that this cloud gave; begin at the first page")
    }
    return SearchPosition(bucket: bucket, number: number)
  }
}
