internal import Synchronization

/// The axis plans of BBox Blur for every length of an axis, made when first needed and kept.
///
/// Along one axis the paper's BBox Blur is: resize to the working size (bilinear), convolve, resize back. An axis no
/// longer than the working size gets all three folded into one filter, whose kernel is shorter in the same proportion,
/// so a small region costs a fraction of what the three steps would. Longer axes take the steps one by one.
///
/// A sealed blur keeps `samples` averages of the convolved axis and draws the result from them: less to compute, and
/// nothing finer to get back.
final class BoxBlurPlans: Sendable {
  private let workingSize: Int
  /// Averages that are kept along an axis; nil keeps everything.
  private let samples: Int?
  /// The convolution, and the averages after it; nil if there is neither.
  private let core: BandedFilter?
  private let plans = Mutex<[Int: AxisPlan]>([:])
  /// Bounds the memory of a film with boxes of every size.
  private let keptPlans = 512

  init(kernel: [Double], workingSize: Int, samples: Int? = nil) {
    self.workingSize = workingSize
    self.samples = samples
    let convolution: BandedFilter? = kernel.count == 1 ? nil : .convolution(kernel, count: workingSize)
    let averages = samples.map { BandedFilter.areaAverage(from: workingSize, to: $0) }
    core = averages.map { averages in convolution.map { averages.after($0) } ?? averages } ?? convolution
  }

  func plan(for length: Int) -> AxisPlan {
    if let plan = plans.withLock({ $0[length] }) { return plan }
    let plan = makePlan(for: length)
    plans.withLock { plans in
      if plans.count >= keptPlans { plans.removeAll() }
      plans[length] = plan
    }
    return plan
  }

  private func makePlan(for length: Int) -> AxisPlan {
    let resize = length == workingSize ? nil : BandedFilter.bilinear(from: length, to: workingSize)
    let kept = samples ?? workingSize
    let back = length == kept ? nil : BandedFilter.bilinear(from: kept, to: length)
    if length > workingSize { return AxisPlan(shrink: resize, core: core, expand: back) }
    let folded = Self.chain(resize, core)
    return length >= kept && samples != nil
      ? AxisPlan(core: folded, expand: back) : AxisPlan(core: Self.chain(folded, back))
  }

  private static func chain(_ first: BandedFilter?, _ second: BandedFilter?) -> BandedFilter? {
    guard let first, let second else { return first ?? second }
    return second.after(first)
  }
}
