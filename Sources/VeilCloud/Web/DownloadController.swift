internal import HTTPTypes
internal import Hummingbird
internal import VeilCloudAPI
internal import VeilConsole

/// Grants, downloads and re-encryption.
struct DownloadController: Sendable {
  /// Bytes that are read and written at once.
  private static let pieceByteCount = 1 << 20

  let grants: GrantService
  let bodies: SignedBody
  let metrics: Metrics

  func addRoutes(to router: Router<CloudContext>) {
    router.post("/v1/grants") { request, _ in
      let (message, signer) = try await bodies.signedJSON(request, challenged: true, as: GrantRequest.self)
      return try APIReply.json(try await grants.grant(message.request, signer: signer))
    }
    router.post("/v1/reencrypt") { request, _ in
      let (message, signer) = try await bodies.signedJSON(request, challenged: true, as: GrantRequest.self)
      return try APIReply.json(try await grants.reencrypt(message.request, signer: signer))
    }
    router.get("/v1/blobs/:root") { request, context in
      let query = try QueryReader(request, known: ["grant"])
      guard let grant = query.text("grant"), grant.utf8.count <= 400 else {
        throw CloudError(.badGrant, "a download needs a grant of POST /v1/grants")
      }
      return try Self.answer(request, try await grants.open(try context.hash("root"), grant: grant), metrics)
    }
  }

  private static func answer(_ request: Request, _ file: any BlobReading, _ metrics: Metrics) throws -> Response {
    let total = file.byteCount
    var headers: HTTPFields = [
      .contentType: "application/octet-stream", .acceptRanges: "bytes", .cacheControl: "no-store",
    ]
    var (first, count, status) = (0, total, HTTPResponse.Status.ok)
    switch request.headers[.range].flatMap({ ByteRange($0, size: total) }) {
    case nil: break
    case .outside: throw CloudError(.badRange, "the range lies outside the file of \(total) bytes")
    case .part(let part):
      (first, count, status) = (part.lowerBound, part.count, .partialContent)
      headers[.contentRange] = ContentRange(first: part.lowerBound, last: part.upperBound, total: total)?.description
    }
    let (start, length) = (first, count)
    let body = ResponseBody(contentLength: length) { writer in
      var done = 0
      while done < length {
        let piece = try await file.bytes(at: start + done, count: min(pieceByteCount, length - done))
        guard !piece.isEmpty else { throw CloudError(.internalError, "the file ended early") }
        try await writer.write(ByteBuffer(bytes: piece))
        done += piece.count
        metrics.count("veilcam_bytes_sent_total", by: piece.count)
      }
      try await writer.finish(nil)
    }
    return Response(status: status, headers: headers, body: body)
  }
}
