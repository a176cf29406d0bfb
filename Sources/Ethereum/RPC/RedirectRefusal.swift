internal import Foundation
#if canImport(FoundationNetworking)
  internal import FoundationNetworking
#endif

/// Follows no redirection: it would carry the headers, with a node's key among them, to somebody who was not asked.
final class RedirectRefusal: NSObject, URLSessionTaskDelegate {
  func urlSession(
    _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
    newRequest request: URLRequest, completionHandler: @escaping @Sendable (URLRequest?) -> Void
  ) {
    completionHandler(nil)
  }
}
