internal import Foundation
internal import VeilCloudAPI

/// A place on the web that speaks range requests. No redirection is followed.
package struct LinkMirror: BlobMirror {
  package init() {}

  package func download(
    _ link: String, from offset: Int, body: @escaping @Sendable (_ part: [UInt8], _ total: Int) throws -> Void
  ) async throws -> Int {
    let (base, path) = try Self.parts(link)
    return try await RangedDownload(transport: try HTTPCloudTransport(address: base), path: path).run(
      from: offset, body: body)
  }

  /// Address of the server, and the path with its query.
  /// - Throws: `refused` where the link is none, or carries a name or password.
  static func parts(_ link: String) throws -> (base: String, path: String) {
    guard let parts = URLComponents(string: link), let scheme = parts.scheme?.lowercased(),
      ["http", "https"].contains(scheme), let host = parts.encodedHost, !host.isEmpty, parts.user == nil,
      parts.password == nil
    else { throw DeskError(.refused, "the owner's link is no address like https://mirror.example/film") }
    let port = parts.port.map { ":\($0)" } ?? ""
    let query = parts.percentEncodedQuery.map { "?\($0)" } ?? ""
    return ("\(scheme)://\(host)\(port)", (parts.percentEncodedPath.isEmpty ? "/" : parts.percentEncodedPath) + query)
  }
}
