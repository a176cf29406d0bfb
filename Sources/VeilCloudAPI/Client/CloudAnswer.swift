/// The cloud's answer to one request.
package struct CloudAnswer: Sendable, Hashable {
  package let status: Int
  /// Names in lower case.
  package let headers: [String: String]
  /// Empty where the body was handed on while it came.
  package let body: [UInt8]

  package init(status: Int, headers: [String: String] = [:], body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  package var isSuccess: Bool { (200..<300).contains(status) }
}
