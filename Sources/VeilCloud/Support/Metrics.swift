internal import Synchronization

/// Counters and durations in Prometheus' text format. Labels are names of routes and codes only, never what a person
/// sent.
package final class Metrics: Sendable {
  private struct Histogram {
    var buckets = [Int](repeating: 0, count: Metrics.bounds.count)
    var count = 0
    var sum = 0.0
  }

  private struct State {
    var counters: [String: Int] = [:]
    var gauges: [String: Int] = [:]
    var durations: [String: Histogram] = [:]
  }

  /// Upper ends of the buckets in seconds.
  private static let bounds = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10]

  private let state = Mutex(State())

  package init() {}

  /// Adds to a counter.
  /// - Parameter labels: for example `code="404"`.
  package func count(_ name: String, labels: String = "", by amount: Int = 1) {
    state.withLock { $0.counters[Self.key(name, labels), default: 0] += amount }
  }

  /// Sets a gauge.
  package func set(_ name: String, to value: Int) { state.withLock { $0.gauges[name] = value } }

  /// Takes a duration in seconds in.
  package func observe(_ name: String, seconds: Double) {
    state.withLock { state in
      var histogram = state.durations[name] ?? Histogram()
      for (index, bound) in Self.bounds.enumerated() where seconds <= bound { histogram.buckets[index] += 1 }
      histogram.count += 1
      histogram.sum += seconds
      state.durations[name] = histogram
    }
  }

  /// All of them.
  package var text: String {
    let state = state.withLock { $0 }
    var lines = [String]()
    for (key, value) in state.counters.sorted(by: { $0.key < $1.key }) { lines.append("\(key) \(value)") }
    for (key, value) in state.gauges.sorted(by: { $0.key < $1.key }) { lines.append("\(key) \(value)") }
    for (name, histogram) in state.durations.sorted(by: { $0.key < $1.key }) {
      for (bound, count) in zip(Self.bounds, histogram.buckets) {
        lines.append("\(name)_bucket{le=\"\(bound)\"} \(count)")
      }
      lines.append("\(name)_bucket{le=\"+Inf\"} \(histogram.count)")
      lines.append("\(name)_sum \(histogram.sum)")
      lines.append("\(name)_count \(histogram.count)")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func key(_ name: String, _ labels: String) -> String { labels.isEmpty ? name : "\(name){\(labels)}" }
}
