/// The Gaussian blur before edges are looked for: more of it gives less away (inspire section V-C).
package struct EdgeFilter: Sendable, Hashable {
  /// Weights along an axis, odd; 0 leaves the blur out.
  package var kernelSize: Int
  /// Standard deviation in pixels of the single-instance image; 0 follows the kernel size by OpenCV's rule.
  package var standardDeviation: Double

  /// The largest kernel.
  package static let largestKernel = 63

  /// - Throws: ``ProtectionError`` when the kernel size is even or beyond ``largestKernel``, or the deviation is not
  ///   0...100.
  package init(kernelSize: Int = 5, standardDeviation: Double = 5) throws {
    guard kernelSize == 0 || kernelSize % 2 == 1 && (1...Self.largestKernel).contains(kernelSize) else {
      throw ProtectionError(
        .invalidOption, "the kernel size before edges is an odd number up to \(Self.largestKernel), or 0")
    }
    guard (0...100).contains(standardDeviation) else {
      throw ProtectionError(.invalidOption, "the standard deviation before edges is a number from 0 to 100")
    }
    self.kernelSize = kernelSize
    self.standardDeviation = standardDeviation
  }
}
