internal import Foundation
internal import Synchronization

#if canImport(FoundationNetworking)
  internal import FoundationNetworking
#endif

/// Requests over http or https with the system's own client.
package struct HTTPCloudTransport: CloudTransport {
  private let base: String
  private let patience: Double

  /// - Parameters:
  ///   - address: `http://…` or `https://…` without a path. Plain http is for the same machine or behind a proxy.
  ///   - patience: longest silence in seconds before a transfer is given up.
  /// - Throws: ``CloudError`` `malformed`.
  package init(address: String, patience: Double = 60) throws {
    guard let url = URL(string: address), let scheme = url.scheme, ["http", "https"].contains(scheme), url.host != nil,
      url.path.isEmpty || url.path == "/", url.query == nil
    else {
      throw CloudError(.malformed, "the cloud's address must be like https://cloud.example:8443, without a path")
    }
    base = address.hasSuffix("/") ? String(address.dropLast()) : address
    self.patience = patience
  }

  package func send(
    _ request: CloudRequest, receive: (@Sendable ([UInt8]) throws -> Void)?
  ) async throws -> CloudAnswer {
    guard let url = URL(string: base + request.path) else {
      throw CloudError(.malformed, "the path of the request is not valid")
    }
    var wire = URLRequest(url: url)
    wire.httpMethod = request.method
    for (name, value) in request.headers { wire.setValue(value, forHTTPHeaderField: name) }
    if !request.body.isEmpty { wire.httpBody = Data(request.body) }
    let receiver = AnswerReceiver(receive: receive)
    let configuration = URLSessionConfiguration.ephemeral
    configuration.timeoutIntervalForRequest = patience
    configuration.httpCookieAcceptPolicy = .never
    configuration.urlCache = nil
    let session = URLSession(configuration: configuration, delegate: receiver, delegateQueue: nil)
    defer { session.finishTasksAndInvalidate() }
    let task = session.dataTask(with: wire)
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        receiver.start(continuation)
        task.resume()
      }
    } onCancel: {
      task.cancel()
    }
  }
}
