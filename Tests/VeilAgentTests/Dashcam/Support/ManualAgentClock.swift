import Synchronization
import VeilAgent

/// A clock that moves when a test says so, or when somebody sleeps on it.
final class ManualAgentClock: AgentClock {
  private struct State {
    var now: Int64
    var steady = 0.0
  }

  private let state: Mutex<State>

  init(now: Int64) { state = Mutex(State(now: now)) }

  var now: Int64 { state.withLock { $0.now } }
  var steady: Double { state.withLock { $0.steady } }

  /// Time passes.
  func pass(_ seconds: Double) {
    state.withLock {
      $0.now += Int64(seconds * 1_000)
      $0.steady += seconds
    }
  }

  /// Somebody sets the clock.
  func jump(_ seconds: Double) { state.withLock { $0.now += Int64(seconds * 1_000) } }

  func sleep(seconds: Double) async throws {
    try Task.checkCancellation()
    pass(seconds)
    await Task.yield()
  }
}
