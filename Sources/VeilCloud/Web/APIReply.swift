internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import VeilCloudAPI

/// Answers in JSON.
enum APIReply {
  static func json(_ value: some Encodable, status: HTTPResponse.Status = .ok) throws -> Response {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return text(ByteBuffer(bytes: try encoder.encode(value)), status: status)
  }

  static func text(_ json: ByteBuffer, status: HTTPResponse.Status = .ok) -> Response {
    Response(
      status: status, headers: [.contentType: "application/json", .cacheControl: "no-store"],
      body: .init(byteBuffer: json))
  }

  /// The answer of failure. What is not meant for the other side is not in it.
  static func failure(_ error: CloudError) -> Response {
    let isOurs = [.localFile, .strangeAnswer, .unreachable].contains(error.code)
    let code: CloudErrorCode = isOurs ? .internalError : error.code
    let message = isOurs ? "the cloud failed; try again later" : error.message
    let detail = CloudErrorReply(error: .init(code: code.rawValue, message: message, time: error.time))
    let body = (try? JSONEncoder().encode(detail)) ?? Data()
    var response = text(ByteBuffer(bytes: body), status: code.httpStatus)
    if let seconds = error.retryAfter { response.headers[.retryAfter] = String(seconds) }
    // A body that was not read to its end would be taken for the next request.
    if [.tooLarge, .tooSlow].contains(code) { response.headers[.connection] = "close" }
    return response
  }
}
