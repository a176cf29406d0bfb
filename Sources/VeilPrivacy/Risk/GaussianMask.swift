/// A Gaussian over a face, in pixels.
package struct GaussianMask: Sendable, Hashable {
  /// Weights along an axis: odd, or 0 for a face that stays as it is.
  package let kernelSize: Int
  /// Standard deviation; 0 without a kernel.
  package let sigma: Double

  /// A face that stays as it is.
  package static let none = GaussianMask(kernelSize: 0, sigma: 0)

  /// An even size is raised to the odd one above, since a kernel has a middle.
  package init(kernelSize: Int, sigma: Double) {
    self.kernelSize = kernelSize <= 1 ? 0 : kernelSize | 1
    self.sigma = kernelSize <= 1 ? 0 : sigma
  }

  /// Kernel and deviation larger by a factor, at least as large as they are.
  package func scaled(by factor: Double) -> GaussianMask {
    guard kernelSize > 0, factor > 1 else { return self }
    return GaussianMask(kernelSize: Int((Double(kernelSize) * factor).rounded(.up)), sigma: sigma * factor)
  }

  /// How much it hides, for comparing masks.
  var strength: Double { kernelSize == 0 ? 0 : sigma }

  /// How many pixels blend into one: (Σw)²/Σw² of the kernel's weights.
  package var equivalentWidth: Double {
    guard kernelSize > 0 else { return 1 }
    return 1 / GaussianCoefficients.exact(size: kernelSize, sigma: sigma).reduce(0) { $0 + $1 * $1 }
  }
}
