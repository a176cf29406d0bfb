/// A point in time as a container stores it: a count of ticks of a rational length.
package struct Timestamp: Sendable, Hashable, Comparable {
  /// Number of ticks since the start of the stream's clock; may be negative.
  package var ticks: Int64
  /// Length of one tick.
  package var base: TimeBase

  package init(ticks: Int64, base: TimeBase) {
    self.ticks = ticks
    self.base = base
  }

  /// The time in seconds, for display and arithmetic that may round.
  package var seconds: Double { Double(ticks) * Double(base.numerator) / Double(base.denominator) }

  /// The time for people: `h:mm:ss.mmm`.
  package var clock: String {
    let milliseconds = Int64(min(abs(seconds) * 1000, 1e15).rounded())
    let (whole, rest) = milliseconds.quotientAndRemainder(dividingBy: 1000)
    func padded(_ value: Int64, to width: Int) -> String {
      let digits = String(value)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    return "\(seconds < 0 ? "-" : "")\(whole / 3600):\(padded(whole / 60 % 60, to: 2)):\(padded(whole % 60, to: 2))"
      + ".\(padded(rest, to: 3))"
  }

  package static func < (left: Timestamp, right: Timestamp) -> Bool {
    left.base == right.base ? left.ticks < right.ticks : left.seconds < right.seconds
  }
}

/// The length of a tick in seconds, as a fraction.
package struct TimeBase: Sendable, Hashable {
  package var numerator: Int32
  package var denominator: Int32

  package init(numerator: Int32, denominator: Int32) {
    self.numerator = numerator
    self.denominator = denominator
  }
}
