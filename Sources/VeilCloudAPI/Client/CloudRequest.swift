package import Cryptography

/// One HTTP request to the cloud, without the cloud's address.
package struct CloudRequest: Sendable, Hashable {
  package var method: String
  /// The path with its query.
  package var path: String
  /// Names in lower case.
  package var headers: [String: String]
  package var body: [UInt8]
  /// The content root of the body where it is known already; otherwise it is computed when the request is signed.
  package var bodyRoot: Hash256?

  package init(_ method: String, _ path: String, headers: [String: String] = [:], body: [UInt8] = []) {
    self.method = method
    self.path = path
    self.headers = headers
    self.body = body
  }
}
