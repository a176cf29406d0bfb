package import Foundation
#if canImport(FoundationNetworking)
  internal import FoundationNetworking
#endif

/// Requests over HTTP.
package struct URLSessionTransport: Transport {
  /// The largest answer that is taken.
  package static let maximumAnswer = 64 << 20

  private let url: URL
  private let headers: [String: String]
  private let session: URLSession

  /// - Parameter headers: sent with every request, for nodes that want a key. They appear in no error.
  package init(url: URL, headers: [String: String] = [:]) {
    self.url = url
    self.headers = headers
    let configuration = URLSessionConfiguration.ephemeral
    // Time is limited by the client, with its own clock; this only ends what would otherwise last for ever.
    configuration.timeoutIntervalForRequest = 600
    configuration.httpMaximumConnectionsPerHost = 8
    configuration.httpCookieAcceptPolicy = .never
    session = URLSession(configuration: configuration, delegate: RedirectRefusal(), delegateQueue: nil)
  }

  package func send(_ body: [UInt8]) async throws -> TransportReply {
    var request = URLRequest(url: url)
    request.httpMethod = "POST"
    request.httpBody = Data(body)
    request.setValue("application/json", forHTTPHeaderField: "Content-Type")
    request.setValue("application/json", forHTTPHeaderField: "Accept")
    for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
    let running = RunningTask()
    let host = url.host ?? "the node"
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let task = session.dataTask(with: request) { data, response, error in
          continuation.resume(with: Self.result(data, response, error, host: host))
        }
        running.start(task)
      }
    } onCancel: {
      running.cancel()
    }
  }

  private static func result(
    _ data: Data?, _ response: URLResponse?, _ error: (any Error)?, host: String
  ) -> Result<TransportReply, any Error> {
    if let error {
      if (error as? URLError)?.code == .cancelled { return .failure(CancellationError()) }
      if (error as? URLError)?.code == .timedOut {
        return .failure(RPCError(.timedOut, "\(host) did not answer in time; try again later"))
      }
      return .failure(RPCError(.unreachable, "\(host) cannot be reached; check the address and the network"))
    }
    guard let response = response as? HTTPURLResponse else {
      return .failure(RPCError(.malformedResponse, "\(host) does not speak HTTP; check the address"))
    }
    let body = data ?? Data()
    guard body.count <= maximumAnswer else {
      return .failure(
        RPCError(.responseTooLarge, "\(host) answered with more than \(maximumAnswer) bytes; ask for less"))
    }
    let wait = response.value(forHTTPHeaderField: "Retry-After").flatMap(Int.init).map {
      Duration.seconds(min($0, 3_600))
    }
    return .success(TransportReply(status: response.statusCode, body: Array(body), retryAfter: wait))
  }
}
