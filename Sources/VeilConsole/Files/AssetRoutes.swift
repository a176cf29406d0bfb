internal import HTTPTypes
package import Hummingbird

/// Serves the embedded files: for ever under the address with their version, with a check by entity tag otherwise.
package struct AssetRoutes: Sendable {
  private let assets: [String: ConsoleAsset]

  package init(_ assets: [ConsoleAsset] = ConsoleAsset.all) {
    self.assets = Dictionary(assets.map { ($0.name, $0) }) { first, _ in first }
  }

  package func add(to router: some RouterMethods<some RequestContext>) {
    router.get("/assets/:name") { request, context in
      guard let asset = assets[context.parameters.get("name") ?? ""] else { throw HTTPError(.notFound) }
      return Self.response(asset, to: request)
    }
  }

  private static func response(_ asset: ConsoleAsset, to request: Request) -> Response {
    let isVersioned = request.uri.queryParameters["v"].map { "\"\($0)\"" == asset.tag } ?? false
    let headers: HTTPFields = [
      .contentType: asset.mediaType, .eTag: asset.tag,
      .cacheControl: isVersioned ? "public, max-age=31536000, immutable" : "no-cache",
    ]
    guard request.headers[.ifNoneMatch] != asset.tag else { return Response(status: .notModified, headers: headers) }
    return Response(status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: asset.bytes)))
  }
}
