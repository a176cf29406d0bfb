/// Says which pictures of a film are taken at even distances: the first one from each distance on.
struct SampleClock {
  /// Seconds; 0 takes every picture.
  let interval: Double
  private var first: Double?
  private var last = -1

  init(interval: Double) { self.interval = interval }

  /// The place of a picture among those that are taken, nil if it is passed over.
  /// - Parameter time: when it is shown, by the film's clock.
  mutating func place(at time: Double) -> (index: Int, seconds: Double)? {
    let start = first ?? time
    first = start
    let seconds = max(0, time - start)
    guard interval > 0 else {
      last += 1
      return (last, seconds)
    }
    // A thousandth of a second for clocks whose ticks do not divide the interval.
    let position = (seconds + 0.001) / interval
    guard position < 1e9 else { return nil }
    let index = Int(position)
    guard index > last else { return nil }
    last = index
    return (index, seconds)
  }

  /// True if a picture that is shown before a time may still be taken.
  func takes(before time: Double) -> Bool {
    guard interval > 0, let first else { return true }
    // A picture may come the thousandth of a second of above early, and none half of one before decoding begins anew.
    return first + Double(last + 1) * interval < time - 0.0005
  }
}
