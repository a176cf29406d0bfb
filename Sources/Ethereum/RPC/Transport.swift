/// What carries requests to a node and answers back.
package protocol Transport: Sendable {
  /// Sends one body of JSON and waits for the answer. Cancelling the task must give the request up at once, since
  /// time-outs are cancellations.
  /// - Throws: `RPCError` with `unreachable` or `responseTooLarge`; `CancellationError`.
  func send(_ body: [UInt8]) async throws -> TransportReply
}

/// The answer of a server to one request.
package struct TransportReply: Sendable, Hashable {
  /// The HTTP status; 200 where there is no HTTP.
  package let status: Int
  package let body: [UInt8]
  /// How long the server asked to wait before the next request.
  package let retryAfter: Duration?

  package init(status: Int = 200, body: [UInt8], retryAfter: Duration? = nil) {
    self.status = status
    self.body = body
    self.retryAfter = retryAfter
  }
}
