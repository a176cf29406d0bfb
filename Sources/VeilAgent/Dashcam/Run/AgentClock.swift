internal import Foundation

/// What the agent knows of time, so that tests can let it pass.
package protocol AgentClock: Sendable {
  /// Milliseconds since 1970, as the camera's clock says: it may be wrong and may jump.
  var now: Int64 { get }
  /// Seconds of a clock that never jumps.
  var steady: Double { get }
  /// Waits.
  /// - Throws: a `CancellationError`.
  func sleep(seconds: Double) async throws
}

/// The machine's clocks.
package struct SystemAgentClock: AgentClock {
  private let started = ContinuousClock.now

  package init() {}

  package var now: Int64 { Int64((Date().timeIntervalSince1970 * 1_000).rounded()) }

  package var steady: Double {
    let elapsed = ContinuousClock.now - started
    return Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
  }

  package func sleep(seconds: Double) async throws { try await Task.sleep(for: .seconds(seconds)) }
}
