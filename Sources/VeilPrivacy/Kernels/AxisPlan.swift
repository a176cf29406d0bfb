/// What happens to a picture along one axis, in the order in which it costs least.
struct AxisPlan: Sendable {
  /// Makes the axis shorter, first of all.
  var shrink: BandedFilter?
  /// Filters while the axis is short.
  var core: BandedFilter?
  /// Makes the axis longer, last of all; 1 or 2 taps.
  var expand: BandedFilter?

  /// A bilinear resize as OpenCV's `INTER_LINEAR` does it.
  static func bilinear(from inputCount: Int, to outputCount: Int) -> AxisPlan {
    if inputCount == outputCount { return AxisPlan() }
    let filter = BandedFilter.bilinear(from: inputCount, to: outputCount)
    return outputCount < inputCount ? AxisPlan(shrink: filter) : AxisPlan(expand: filter)
  }

  /// Samples that come out when `inputCount` go in.
  func outputCount(for inputCount: Int) -> Int {
    (expand ?? core ?? shrink)?.outputCount ?? inputCount
  }
}
