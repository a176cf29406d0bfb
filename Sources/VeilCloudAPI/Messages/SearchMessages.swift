package import Cryptography

/// `GET /v1/search`: hours and a place.
package struct SearchQuery: Sendable, Hashable {
  package enum Area: Sendable, Hashable {
    case everywhere
    case cell(row: Int32, column: Int32)
    /// Degrees, and metres up to 200,000.
    case circle(latitude: Double, longitude: Double, radius: Double)
  }

  /// Milliseconds since 1970, both included.
  package var from: UInt64
  package var to: UInt64
  package var area: Area
  /// 1 to 200.
  package var limit: Int
  /// `next` of the answer before.
  package var cursor: String?

  package init(from: UInt64, to: UInt64, area: Area = .everywhere, limit: Int = 50, cursor: String? = nil) {
    self.from = from
    self.to = to
    self.area = area
    self.limit = limit
    self.cursor = cursor
  }

  /// The path with its query.
  package var path: String {
    var path = "/v1/search?from=\(from)&to=\(to)&limit=\(limit)"
    switch area {
    case .everywhere: break
    case .cell(let row, let column): path += "&cell=\(row),\(column)"
    case .circle(let latitude, let longitude, let radius):
      path += "&latitude=\(latitude)&longitude=\(longitude)&radius=\(radius)"
    }
    if let cursor { path += "&cursor=\(cursor)" }
    return path
  }
}

/// Verified incidents, the latest hour first.
package struct SearchReply: Sendable, Hashable, Codable {
  package struct Item: Sendable, Hashable, Codable {
    package let incident: Hash256
    package let evidence: Address
    package let place: PlaceReply
    /// Hashes of the previews: `GET /v1/previews/{hash}`.
    package let previews: [Hash256]

    package init(incident: Hash256, evidence: Address, place: PlaceReply, previews: [Hash256]) {
      self.incident = incident
      self.evidence = evidence
      self.place = place
      self.previews = previews
    }
  }

  package let items: [Item]
  /// Where the next page begins; nil on the last one.
  package let next: String?

  package init(items: [Item], next: String?) {
    self.items = items
    self.next = next
  }
}
