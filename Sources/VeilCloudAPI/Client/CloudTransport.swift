/// What carries requests to the cloud. Follows no redirections.
package protocol CloudTransport: Sendable {
  /// Sends a request. Where the answer is a success and `receive` is given, its body is handed on in parts while it
  /// comes and the answer has none; what `receive` throws ends the transfer and is thrown.
  /// - Throws: ``CloudError`` `unreachable` or `strangeAnswer`; `CancellationError`.
  func send(_ request: CloudRequest, receive: (@Sendable ([UInt8]) throws -> Void)?) async throws -> CloudAnswer
}

extension CloudTransport {
  package func send(_ request: CloudRequest) async throws -> CloudAnswer { try await send(request, receive: nil) }
}
