/// How often a request that may be repeated is repeated.
package struct CloudRetries: Sendable, Hashable {
  /// Attempts in all.
  package var attempts: Int
  /// The wait before the second attempt; it doubles from then on.
  package var firstDelay: Duration
  package var maximumDelay: Duration

  package init(
    attempts: Int = 4, firstDelay: Duration = .milliseconds(250), maximumDelay: Duration = .seconds(15)
  ) {
    self.attempts = attempts
    self.firstDelay = firstDelay
    self.maximumDelay = maximumDelay
  }

  package static let never = CloudRetries(attempts: 1)

  /// The wait after a failed attempt (1 is the first); what the cloud asks for counts, up to a minute.
  func delay(after attempt: Int, _ error: CloudError) -> Duration {
    var delay = firstDelay
    for _ in 1..<max(attempt, 1) where delay < maximumDelay { delay *= 2 }
    return max(min(delay, maximumDelay), .seconds(min(error.retryAfter ?? 0, 60)))
  }
}
