internal import Foundation
internal import Synchronization

#if canImport(FoundationNetworking)
  internal import FoundationNetworking
#endif

/// Fetches over https with the system's own client; pieces are handed on as they arrive and never pile up.
package struct URLSessionTransport: Transport {
  /// Longest silence in seconds before a transfer is given up.
  package var patience: Double

  package init(patience: Double = 60) { self.patience = patience }

  package func fetch(_ url: String, receive: @escaping @Sendable ([UInt8]) throws -> Void) async throws {
    guard let address = URL(string: url), address.scheme == "https" else {
      throw VisionError(.download, "\(url) is no https address")
    }
    let configuration = URLSessionConfiguration.ephemeral
    configuration.timeoutIntervalForRequest = patience
    let delegate = Receiver(url: url, receive: receive)
    let session = URLSession(configuration: configuration, delegate: delegate, delegateQueue: nil)
    defer { session.finishTasksAndInvalidate() }
    let task = session.dataTask(with: address)
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        delegate.start(continuation)
        task.resume()
      }
    } onCancel: {
      task.cancel()
    }
  }
}

/// Hands on what a session delivers on its serial queue, and ends the waiting call once.
///
/// `@unchecked Sendable` because its changing state is behind a `Mutex` and `NSObject` forbids the plain conformance.
private final class Receiver: NSObject, URLSessionDataDelegate, @unchecked Sendable {
  private struct State {
    var continuation: CheckedContinuation<Void, any Error>?
    var failure: (any Error)?
  }

  private let url: String
  private let receive: @Sendable ([UInt8]) throws -> Void
  private let state = Mutex(State())

  init(url: String, receive: @escaping @Sendable ([UInt8]) throws -> Void) {
    self.url = url
    self.receive = receive
  }

  func start(_ continuation: CheckedContinuation<Void, any Error>) {
    state.withLock { $0.continuation = continuation }
  }

  func urlSession(
    _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
    completionHandler: @escaping @Sendable (URLSession.ResponseDisposition) -> Void
  ) {
    let status = (response as? HTTPURLResponse)?.statusCode ?? 0
    if status != 200 { fail(VisionError(.download, "\(url) answered with status \(status)")) }
    completionHandler(status == 200 ? .allow : .cancel)
  }

  func urlSession(
    _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
    newRequest request: URLRequest, completionHandler: @escaping @Sendable (URLRequest?) -> Void
  ) {
    completionHandler(request.url?.scheme == "https" ? request : nil)
  }

  func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
    guard state.withLock({ $0.failure == nil }) else { return }
    do {
      try receive([UInt8](data))
    } catch {
      fail(error)
      dataTask.cancel()
    }
  }

  func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
    let (continuation, failure) = state.withLock { state in
      defer { state.continuation = nil }
      return (state.continuation, state.failure)
    }
    if let failure {
      continuation?.resume(throwing: failure)
    } else if let error {
      continuation?.resume(throwing: VisionError(.download, "\(url) cannot be fetched: \(error.localizedDescription)"))
    } else {
      continuation?.resume()
    }
  }

  private func fail(_ error: any Error) { state.withLock { $0.failure = $0.failure ?? error } }
}
