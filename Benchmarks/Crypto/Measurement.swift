internal import Glibc

/// Measures by processor time, so that other work on the machine distorts as little as possible.
enum Measurement {
  /// Seconds of processor time that this process has used.
  static func processorTime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  /// Operations per second, the best of `rounds` of about `seconds` each.
  static func best(rounds: Int, seconds: Double, _ operation: () throws -> Void) rethrows -> Double {
    try operation()
    var best = 0.0
    for _ in 0..<rounds {
      var count = 0
      let start = processorTime()
      var spent = 0.0
      repeat {
        for _ in 0..<8 { try operation() }
        count += 8
        spent = processorTime() - start
      } while spent < seconds
      best = max(best, Double(count) / spent)
    }
    return best
  }

  /// Seconds of one long operation, the best of `rounds`.
  static func once(rounds: Int, _ operation: () throws -> Void) rethrows -> Double {
    var best = Double.infinity
    for _ in 0..<rounds {
      let start = processorTime()
      try operation()
      best = min(best, processorTime() - start)
    }
    return best
  }
}
