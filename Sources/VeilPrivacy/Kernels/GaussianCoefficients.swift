internal import Foundation

/// The weights of a Gaussian kernel by OpenCV's rules, so that results can be compared sample by sample.
enum GaussianCoefficients {
  /// OpenCV's `getGaussianKernel`: `exp(-(i - (size - 1) / 2)² / 2σ²)`, normalised to a sum of 1.
  ///
  /// With `sigma <= 0` small kernels come from OpenCV's table of binomial-like weights, and larger ones use
  /// `σ = 0.3·((size - 1)·0.5 - 1) + 0.8`.
  /// - Precondition: `size` is odd and positive.
  static func exact(size: Int, sigma: Double) -> [Double] {
    precondition(size > 0 && size % 2 == 1)
    if sigma <= 0, let table = smallKernels[size] { return table }
    let sigma = sigma > 0 ? sigma : defaultSigma(size: size)
    let center = Double(size - 1) / 2
    let values = (0..<size).map { exp(-(Double($0) - center) * (Double($0) - center) / (2 * sigma * sigma)) }
    let sum = values.reduce(0, +)
    return values.map { $0 / sum }
  }

  /// OpenCV's rule for the standard deviation that fits a kernel size.
  static func defaultSigma(size: Int) -> Double { 0.3 * (Double(size - 1) * 0.5 - 1) + 0.8 }

  /// The weights that OpenCV's `GaussianBlur` really uses on whole numbers: multiples of `1 / 2^bits`, rounded with the
  /// error carried from weight to weight (`getGaussianKernelFixedPoint_ED`). 8-bit samples use 8 bits, 16-bit ones 16.
  static func fixedPoint(size: Int, sigma: Double, bits: Int) -> [Double] {
    let exact = exact(size: size, sigma: sigma)
    let scale = Double(1 << bits)
    var rounded = exact
    var error = 0.0
    var sum = 0.0
    for index in 0..<size / 2 {
      let wanted = exact[index] * scale + error
      let value = wanted.rounded(.toNearestOrEven)
      error = wanted - value
      rounded[index] = value / scale
      rounded[size - 1 - index] = value / scale
      sum += 2 * value
    }
    rounded[size / 2] = (scale - sum) / scale
    return rounded
  }

  private static let smallKernels: [Int: [Double]] = [
    1: [1],
    3: [0.25, 0.5, 0.25],
    5: [0.0625, 0.25, 0.375, 0.25, 0.0625],
    7: [0.03125, 0.109375, 0.21875, 0.28125, 0.21875, 0.109375, 0.03125],
    9: [4, 13, 30, 51, 60, 51, 30, 13, 4].map { $0 / 256 },
  ]
}
