/// Why a request to the cloud failed, in one sentence that says what to do.
package struct CloudError: Error, Sendable, Hashable, CustomStringConvertible {
  package let code: CloudErrorCode
  package let message: String
  /// The HTTP status; nil where there was no answer.
  package let status: Int?
  /// Seconds after which the cloud may be asked again.
  package let retryAfter: Int?
  /// The cloud's time in milliseconds since 1970, where the clock was the reason.
  package let time: UInt64?

  package init(
    _ code: CloudErrorCode, _ message: String, status: Int? = nil, retryAfter: Int? = nil, time: UInt64? = nil
  ) {
    self.code = code
    self.message = message
    self.status = status
    self.retryAfter = retryAfter
    self.time = time
  }

  package var description: String { message }

  /// Whether the same request may succeed later.
  package var isTransient: Bool {
    switch code {
    case .unreachable, .rateLimited, .ledgerUnreachable, .internalError, .tooSlow: true
    default: false
    }
  }
}
