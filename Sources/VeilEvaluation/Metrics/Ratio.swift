/// A ratio of sums over pictures, with the same ratio in every replicate of a ``Bootstrap``.
package struct Ratio: Sendable {
  private var numerator = 0.0
  private var denominator = 0.0
  private var numerators: [Double] = []
  private var denominators: [Double] = []
  private var pictures = 0

  package init() {}

  /// Adds one picture's share.
  /// - Parameter weights: how often each replicate counts the picture, of the same length each time.
  package mutating func add(_ numerator: Double, over denominator: Double, weights: [UInt8]) {
    self.numerator += numerator
    self.denominator += denominator
    if numerators.isEmpty {
      numerators = [Double](repeating: 0, count: weights.count)
      denominators = numerators
    }
    if denominator > 0 { pictures += 1 }
    guard weights.count == numerators.count, numerator != 0 || denominator != 0 else { return }
    for index in weights.indices {
      numerators[index] += Double(weights[index]) * numerator
      denominators[index] += Double(weights[index]) * denominator
    }
  }

  /// The ratio so far with its 95 % percentile interval.
  package var figure: Figure {
    guard denominator > 0 else {
      return Figure(value: nil, numerator: numerator, denominator: denominator)
    }
    let samples = zip(numerators, denominators).compactMap { $1 > 0 ? $0 / $1 : nil }.sorted()
    let bounds = pictures > 1 && !samples.isEmpty ? (samples.quantile(0.025), samples.quantile(0.975)) : nil
    return Figure(
      value: numerator / denominator, low: bounds?.0, high: bounds?.1, numerator: numerator, denominator: denominator)
  }
}
