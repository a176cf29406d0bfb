internal import Foundation
internal import Synchronization

#if canImport(FoundationNetworking)
  internal import FoundationNetworking
#endif

/// Collects or hands on what a session delivers on its serial queue, and ends the waiting call once.
///
/// `@unchecked Sendable` because its changing state is behind a `Mutex` and `NSObject` forbids the plain conformance.
final class AnswerReceiver: NSObject, URLSessionDataDelegate, @unchecked Sendable {
  /// The largest answer that is kept in memory.
  private static let maximumAnswer = 64 << 20

  private struct State {
    var continuation: CheckedContinuation<CloudAnswer, any Error>?
    var failure: (any Error)?
    var status = 0
    var headers = [String: String]()
    var body = [UInt8]()
  }

  private let receive: (@Sendable ([UInt8]) throws -> Void)?
  private let state = Mutex(State())

  init(receive: (@Sendable ([UInt8]) throws -> Void)?) { self.receive = receive }

  func start(_ continuation: CheckedContinuation<CloudAnswer, any Error>) {
    state.withLock { $0.continuation = continuation }
  }

  func urlSession(
    _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
    completionHandler: @escaping @Sendable (URLSession.ResponseDisposition) -> Void
  ) {
    if let response = response as? HTTPURLResponse {
      var headers = [String: String]()
      for (name, value) in response.allHeaderFields { headers["\(name)".lowercased()] = "\(value)" }
      state.withLock {
        $0.status = response.statusCode
        $0.headers = headers
      }
    }
    completionHandler(.allow)
  }

  func urlSession(
    _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
    newRequest request: URLRequest, completionHandler: @escaping @Sendable (URLRequest?) -> Void
  ) {
    completionHandler(nil)
  }

  func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
    let (isFailed, isSuccess) = state.withLock { ($0.failure != nil, (200..<300).contains($0.status)) }
    guard !isFailed else { return }
    do {
      if isSuccess, let receive { return try receive([UInt8](data)) }
      try state.withLock {
        guard $0.body.count + data.count <= Self.maximumAnswer else {
          throw CloudError(.strangeAnswer, "the cloud's answer is too long; check the address")
        }
        $0.body += data
      }
    } catch {
      state.withLock { $0.failure = $0.failure ?? error }
      dataTask.cancel()
    }
  }

  func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
    let state = state.withLock { state in
      defer { state.continuation = nil }
      return state
    }
    if let failure = state.failure {
      state.continuation?.resume(throwing: failure)
    } else if (error as? URLError)?.code == .cancelled {
      state.continuation?.resume(throwing: CancellationError())
    } else if error != nil || state.status == 0 {
      state.continuation?.resume(
        throwing: CloudError(.unreachable, "the cloud cannot be reached; check its address and the network"))
    } else {
      state.continuation?.resume(
        returning: CloudAnswer(status: state.status, headers: state.headers, body: state.body))
    }
  }
}
