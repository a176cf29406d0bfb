package import Cryptography
internal import Foundation
package import VeilCloudAPI
package import VeilEvidence

/// The desk's view of a real cloud.
package struct SharedCloud: SharingCloud {
  let client: CloudClient
  private let transport: any CloudTransport

  package init(_ transport: any CloudTransport) {
    client = CloudClient(transport: transport)
    self.transport = transport
  }

  package func search(_ query: EvidenceQuery) async throws -> [FoundIncident] {
    var area = SearchQuery.Area.everywhere
    if let place = query.place {
      area = .circle(latitude: place.latitude, longitude: place.longitude, radius: place.radius)
    }
    let query = SearchQuery(
      from: UInt64(max(0, query.from ?? 0)), to: UInt64(max(0, query.to ?? CloudClient.systemTimeInADay)), area: area,
      limit: 200)
    return try await client.search(query).items.map { item in
      FoundIncident(
        incident: IncidentID(item.incident), evidence: item.evidence, status: .verified, place: Self.place(item.place),
        claim: nil, previews: item.previews)
    }
  }

  package func incident(_ incident: IncidentID) async throws -> FoundIncident {
    let reply = try await client.incident(incident)
    guard let evidence = reply.evidence else {
      throw DeskError(.wrongState, "the incident is not on the ledger yet; wait until the cloud has published it")
    }
    let status: DeskEvidence.Status =
      switch reply.state {
      case .received, .deployed: .pending
      case .verified: .verified
      case .refused: .refused
      }
    return FoundIncident(
      incident: incident, evidence: evidence, status: status, place: Self.place(reply.place),
      claim: try reply.signedClaim(),
      previews: reply.previews.map(\.hash))
  }

  package func preview(_ hash: Hash256) async throws -> [UInt8] { try await client.preview(hash) }

  package func grant(_ request: Address, rendition: Rendition, by account: SecretKey) async throws -> DownloadGrant {
    let reply = try await client.grant(request: request, by: account)
    return DownloadGrant(token: reply.grant, expires: Int64(clamping: reply.expires))
  }

  package func reencrypt(_ request: Address, by account: SecretKey) async throws -> [UInt8] {
    try await client.reencrypt(request: request, by: account).fragment.bytes
  }

  package func say(_ verdict: IncidentVerdict, of request: Address, by account: SecretKey) async throws {
    _ = try await client.say(verdict, of: request, by: account)
  }

  package func download(
    _ blob: Hash256, grant: DownloadGrant, from offset: Int,
    body: @escaping @Sendable (_ part: [UInt8], _ total: Int) throws -> Void
  ) async throws -> Int {
    try await RangedDownload(transport: transport, path: "/v1/blobs/\(blob)?grant=\(grant.token)").run(
      from: offset, body: body)
  }

  private static func place(_ reply: PlaceReply) -> CoarsePlace {
    CoarsePlace(row: reply.row, column: reply.column, bucket: reply.bucket)
  }
}

extension CloudClient {
  /// Tomorrow, in milliseconds since 1970: the end of a search that names none.
  fileprivate static var systemTimeInADay: Int64 { Int64(clamping: systemTime()) + 86_400_000 }
}
