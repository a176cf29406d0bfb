/// Cuts a stream of samples into windows of one length.
///
/// Keeps no more than a window and the block that was added last.
struct SoundWindows: Sendable {
  /// A window and where it starts.
  struct Window: Sendable {
    let time: Double
    let samples: [Float]
  }

  private let length: Int
  private let step: Int
  private let rate: Double
  private var waiting: [Float] = []
  /// Time of the first waiting sample.
  private var time = 0.0
  /// New samples that no window has covered.
  private var fresh = 0

  /// - Parameters:
  ///   - length: samples in a window.
  ///   - overlap: the part, from 0 to below 1, that a window shares with the one before.
  ///   - rate: samples a second.
  init(length: Int, overlap: Double, rate: Int) {
    self.length = length
    step = max(1, min(length, Int((Double(length) * (1 - overlap)).rounded())))
    self.rate = Double(rate)
  }

  /// Adds samples that start at a time, and returns the windows that are complete.
  mutating func append(_ samples: [Float], at start: Double) -> [Window] {
    if waiting.isEmpty { time = start }
    waiting += samples
    fresh += samples.count
    var windows: [Window] = []
    var first = 0
    while waiting.count - first >= length {
      windows.append(Window(time: time + Double(first) / rate, samples: Array(waiting[first..<first + length])))
      first += step
      fresh = waiting.count - (first - step + length)
    }
    waiting.removeFirst(first)
    time += Double(first) / rate
    return windows
  }

  /// The last window, filled up with silence, if a sample is left that was in none.
  mutating func finish() -> Window? {
    defer {
      waiting = []
      fresh = 0
    }
    guard fresh > 0, !waiting.isEmpty else { return nil }
    return Window(time: time, samples: waiting + [Float](repeating: 0, count: length - waiting.count))
  }
}
