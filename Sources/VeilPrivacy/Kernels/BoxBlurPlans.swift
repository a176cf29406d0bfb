internal import Synchronization

/// The axis plans of the paper's BBox Blur for every length of an axis, made when first needed and kept.
///
/// Along one axis BBox Blur is: resize to the working size (bilinear), convolve, resize back. An axis no longer than the
/// working size gets all three folded into one filter with `kernel · length / working` weights or so, which costs a small
/// region a fraction of what the three steps would; longer axes take the steps one by one.
final class BoxBlurPlans: Sendable {
  private let workingSize: Int
  /// The convolution; nil leaves only the two resizes.
  private let convolution: BandedFilter?
  private let plans = Mutex<[Int: AxisPlan]>([:])
  /// A film has few lengths of boxes beyond the working size at a time; what is kept of them is bounded by this.
  private let keptPlans = 1024

  init(kernel: [Double], workingSize: Int) {
    self.workingSize = workingSize
    convolution = kernel.count == 1 ? nil : .convolution(kernel, count: workingSize)
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
    if length == workingSize { return AxisPlan(core: convolution) }
    let resize = BandedFilter.bilinear(from: length, to: workingSize)
    let back = BandedFilter.bilinear(from: workingSize, to: length)
    if length > workingSize { return AxisPlan(shrink: resize, core: convolution, expand: back) }
    let blurred = convolution.map { $0.after(resize) } ?? resize
    return AxisPlan(core: back.after(blurred))
  }
}
