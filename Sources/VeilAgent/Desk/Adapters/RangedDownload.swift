internal import VeilCloudAPI

/// A download by range requests from an offset on.
struct RangedDownload {
  let transport: any CloudTransport
  /// With its query.
  let path: String

  /// - Returns: the whole length.
  /// - Throws: `refused`, `unreachable`.
  func run(
    from offset: Int, body: @escaping @Sendable (_ part: [UInt8], _ total: Int) throws -> Void
  ) async throws -> Int {
    // The length is learnt from one byte, so that every part can be told with the whole.
    var request = CloudRequest("GET", path)
    request.headers["range"] = "bytes=0-0"
    let total = try Self.total(await transport.send(request, receive: nil))
    guard offset < total else { return total }
    request.headers["range"] = "bytes=\(offset)-"
    let answer = try await transport.send(request) { try body($0, total) }
    guard answer.isSuccess else { throw Self.refusal(answer) }
    return total
  }

  /// The length that `Content-Range: bytes 0-0/LENGTH` names.
  private static func total(_ answer: CloudAnswer) throws -> Int {
    guard answer.isSuccess else { throw refusal(answer) }
    guard let text = answer.headers["content-range"]?.split(separator: "/").last, let total = Int(text), total > 0
    else { throw DeskError(.unreachable, "the server does not say how long the film is; check its address") }
    return total
  }

  private static func refusal(_ answer: CloudAnswer) -> DeskError {
    DeskError(.refused, "the film was not served (status \(answer.status)); do the same again in a while")
  }
}
