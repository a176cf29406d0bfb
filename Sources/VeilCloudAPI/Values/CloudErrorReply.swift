/// The body of every answer of failure.
package struct CloudErrorReply: Sendable, Hashable, Codable {
  /// What was wrong.
  package struct Detail: Sendable, Hashable, Codable {
    /// One of ``CloudErrorCode``; text, so that a client understands a newer cloud.
    package let code: String
    /// One sentence that says what to do.
    package let message: String
    /// The cloud's time in milliseconds since 1970, with `clockSkew`.
    package let time: UInt64?

    package init(code: String, message: String, time: UInt64? = nil) {
      self.code = code
      self.message = message
      self.time = time
    }
  }

  package let error: Detail

  package init(error: Detail) { self.error = error }
}
