/// Rates of the clocks in an MP4.
enum ClockRate {
  /// A rate in which the ticks of all streams are whole numbers, so that edit lists need no rounding; 1000 if that would be
  /// too large for the file format.
  static func common(of bases: [TimeBase]) -> Int {
    var common = 1
    for base in bases {
      let rate = max(1, Int(base.denominator))
      common = common / greatestCommonDivisor(common, rate) * rate
      guard common <= 90_000_000 else { return 1000 }
    }
    var rate = common
    while rate < 1000 { rate *= 2 }
    return rate
  }

  private static func greatestCommonDivisor(_ left: Int, _ right: Int) -> Int {
    right == 0 ? left : greatestCommonDivisor(right, left % right)
  }
}
