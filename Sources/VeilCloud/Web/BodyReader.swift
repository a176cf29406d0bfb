internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import VeilCloudAPI

/// Reads bodies within their limits of size and time.
struct BodyReader: Sendable {
  let limits: CloudLimits

  /// The whole body of a small request.
  /// - Throws: ``CloudError`` `tooLarge`, `tooSlow`.
  func bytes(of request: Request, limit: Int) async throws -> [UInt8] {
    try Self.checkLength(request, limit: limit)
    return try await within(limits.bodyTimeout) {
      var bytes = [UInt8]()
      for try await part in request.body {
        guard bytes.count + part.readableBytes <= limit else { throw Self.tooLarge(limit) }
        bytes.append(contentsOf: part.readableBytesView)
      }
      return bytes
    }
  }

  /// Hands a large body on in pieces of about 1 MiB.
  /// - Returns: its length.
  func stream(_ request: Request, limit: Int, to file: any BlobWriting) async throws -> Int {
    try Self.checkLength(request, limit: limit)
    return try await within(limits.bodyTimeout + .seconds(limit / max(1, limits.slowestUpload))) {
      var pieces = [[UInt8]]()
      var (waiting, total) = (0, 0)
      for try await part in request.body {
        guard total + part.readableBytes <= limit else { throw Self.tooLarge(limit) }
        pieces.append(Array(part.readableBytesView))
        waiting += part.readableBytes
        total += part.readableBytes
        if waiting >= 1 << 20 {
          try await file.append(pieces)
          (pieces, waiting) = ([], 0)
        }
      }
      if waiting > 0 { try await file.append(pieces) }
      return total
    }
  }

  private func within<Value: Sendable>(
    _ time: Duration, _ work: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    try await withThrowingTaskGroup(of: Value.self) { group in
      defer { group.cancelAll() }
      group.addTask(operation: work)
      group.addTask {
        try await Task.sleep(for: time)
        throw CloudError(.tooSlow, "the body came too slowly; send it in smaller parts")
      }
      guard let value = try await group.next() else { throw CancellationError() }
      return value
    }
  }

  private static func checkLength(_ request: Request, limit: Int) throws {
    guard let text = request.headers[.contentLength] else { return }
    guard let length = Int(text), length >= 0 else { throw CloudError(.malformed, "content-length is no number") }
    guard length <= limit else { throw tooLarge(limit) }
  }

  private static func tooLarge(_ limit: Int) -> CloudError {
    CloudError(.tooLarge, "the body has more than \(limit) bytes")
  }
}
