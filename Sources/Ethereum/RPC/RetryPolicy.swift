/// How often and how fast a call is repeated.
package struct RetryPolicy: Sendable, Hashable {
  /// Attempts in all; 1 repeats nothing.
  package var attempts: Int
  /// The wait before the second attempt; it doubles from then on.
  package var firstDelay: Duration
  package var maximumDelay: Duration
  /// The part of a wait that chance decides, 0 ... 1, so that many clients do not come back together.
  package var jitter: Double

  package init(
    attempts: Int = 5, firstDelay: Duration = .milliseconds(250), maximumDelay: Duration = .seconds(15),
    jitter: Double = 0.5
  ) {
    self.attempts = attempts
    self.firstDelay = firstDelay
    self.maximumDelay = maximumDelay
    self.jitter = jitter
  }

  package static let never = RetryPolicy(attempts: 1)

  /// The wait after a failed attempt (1 is the first). What the server asks for counts, up to a minute.
  func delay(after attempt: Int, _ error: RPCError) -> Duration {
    var delay = firstDelay
    for _ in 1..<max(attempt, 1) where delay < maximumDelay { delay *= 2 }
    delay = min(delay, maximumDelay)
    let part = min(max(jitter, 0), 1)
    if part > 0 { delay = delay * (1 - part * Double.random(in: 0...1)) }
    return max(delay, min(error.retryAfter ?? .zero, .seconds(60)))
  }
}
