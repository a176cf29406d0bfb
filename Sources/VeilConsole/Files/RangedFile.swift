internal import HTTPTypes
package import Hummingbird
internal import Foundation

/// A file as an answer, whole or in the part that was asked for, so that players can seek and transfers resume.
package struct RangedFile: Sendable {
  private let path: String
  private let mediaType: String
  private let io = FileIO()

  package init(path: String, mediaType: String) {
    self.path = path
    self.mediaType = mediaType
  }

  /// Answers with 200, 206, or 416 where the part lies outside of the file; several parts in one request are answered
  /// with the whole file, as RFC 9110 allows.
  package func response(to request: Request, context: some RequestContext) async throws -> Response {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    guard let size = (attributes?[.size] as? NSNumber)?.intValue else { throw HTTPError(.notFound) }
    var headers: HTTPFields = [.contentType: mediaType, .acceptRanges: "bytes"]
    guard let text = request.headers[.range], let range = ByteRange(text, size: size) else {
      headers[.contentLength] = String(size)
      guard request.method != .head else { return Response(status: .ok, headers: headers) }
      return Response(status: .ok, headers: headers, body: try await io.loadFile(path: path, context: context))
    }
    guard case .part(let part) = range else {
      return Response(status: .rangeNotSatisfiable, headers: [.contentRange: "bytes */\(size)"])
    }
    headers[.contentRange] = "bytes \(part.lowerBound)-\(part.upperBound)/\(size)"
    headers[.contentLength] = String(part.count)
    guard request.method != .head else { return Response(status: .partialContent, headers: headers) }
    let body = try await io.loadFile(path: path, range: part, context: context)
    return Response(status: .partialContent, headers: headers, body: body)
  }
}
