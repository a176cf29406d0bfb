internal import Synchronization

/// The axis plans of Gaussian masks, made when first needed and kept: a film asks for the same few again in every frame.
final class MaskPlans: Sendable {
  struct Key: Hashable {
    let length: Int
    let mask: GaussianMask
    /// Averages that are kept; nil keeps everything.
    let samples: Int?
  }

  /// Bounds the memory of a film with faces of every size.
  private let keptPlans = 512
  private let plans = Mutex<[Key: AxisPlan]>([:])

  func plan(_ key: Key) -> AxisPlan {
    if let plan = plans.withLock({ $0[key] }) { return plan }
    let plan = Self.make(key)
    plans.withLock { plans in
      if plans.count >= keptPlans { plans.removeAll() }
      plans[key] = plan
    }
    return plan
  }

  private static func make(_ key: Key) -> AxisPlan {
    let kernel = GaussianCoefficients.exact(size: max(1, key.mask.kernelSize), sigma: max(key.mask.sigma, 1e-3))
    let blur: BandedFilter? = kernel.count == 1 ? nil : .convolution(kernel, count: key.length)
    guard let samples = key.samples, samples < key.length else { return AxisPlan(core: blur) }
    let averages = BandedFilter.areaAverage(from: key.length, to: samples)
    return AxisPlan(
      core: blur.map { averages.after($0) } ?? averages, expand: .bilinear(from: samples, to: key.length))
  }
}
