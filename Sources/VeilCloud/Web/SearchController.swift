internal import Cryptography
internal import HTTPTypes
internal import Hummingbird
internal import VeilCloudAPI

/// Search and previews.
struct SearchController: Sendable {
  let store: any Store
  let blobs: any BlobStore
  let search: SearchService
  let audit: AuditLog
  let previewLimiter: RateLimiter

  func addRoutes(to router: Router<CloudContext>) {
    router.get("/v1/search") { request, _ in try APIReply.json(try await search.search(try SearchQuery(request))) }
    router.get("/v1/previews/:hash") { _, context in
      try await preview(try context.hash("hash"), peer: context.peer)
    }
  }

  private func preview(_ hash: Hash256, peer: String) async throws -> Response {
    if let seconds = previewLimiter.take(peer) {
      throw CloudError(.rateLimited, "too many previews; wait \(seconds) s and try again", retryAfter: seconds)
    }
    guard try await store.isPublished(preview: hash), let file = try await blobs.open(hash) else {
      throw CloudError(.notFound, "there is no published preview with this hash")
    }
    await audit.note(.view, hash.description, "preview")
    let bytes = try await file.bytes(at: 0, count: file.byteCount)
    return Response(
      status: .ok,
      headers: [.contentType: "image/jpeg", .cacheControl: "public, max-age=86400, immutable"],
      body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
  }
}
