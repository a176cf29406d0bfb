internal import Foundation

/// Turns a margin into a probability: 1 / (1 + exp(-(slope · margin + offset))).
///
/// Platt, "Probabilistic outputs for support vector machines", 1999, with the targets of Lin, Lin and Weng, 2007. A slope
/// alone is temperature scaling.
package struct PlattCalibration: Sendable, Hashable, Codable {
  package var slope: Double
  package var offset: Double

  package init(slope: Double = 1, offset: Double = 0) {
    self.slope = slope
    self.offset = offset
  }

  /// The probability of an accident, 0...1.
  package func probability(ofMargin margin: Double) -> Double { Self.sigmoid(slope * margin + offset) }

  /// Fits to pictures that were not learned from.
  /// - Parameter weights: how much each counts.
  package init(margins: [Double], isAccident: [Bool], weights: [Double]) {
    let positive = zip(isAccident, weights).reduce(0) { $0 + ($1.0 ? $1.1 : 0) }
    let negative = weights.reduce(0, +) - positive
    self.init()
    guard positive > 0, negative > 0 else { return }
    let targets = isAccident.map { $0 ? (positive + 1) / (positive + 2) : 1 / (negative + 2) }
    var optimiser = LBFGS()
    optimiser.maximumIterations = 100
    optimiser.tolerance = 1e-9
    let total = positive + negative
    let best = optimiser.minimise(from: [1, 0]) { parameters in
      var (value, gradient) = (0.0, [0.0, 0.0])
      for index in margins.indices {
        let margin = parameters[0] * margins[index] + parameters[1]
        let weight = weights[index] / total
        let target = targets[index]
        value +=
          weight * (target * SoftmaxLoss.entropy(margin, true) + (1 - target) * SoftmaxLoss.entropy(margin, false))
        let slope = weight * (Self.sigmoid(margin) - target)
        gradient[0] += slope * margins[index]
        gradient[1] += slope
      }
      return (value, gradient)
    }
    // A slope below zero would turn the classifier round; then there is nothing to calibrate.
    if best.allSatisfy(\.isFinite), best[0] > 0 { (slope, offset) = (best[0], best[1]) }
  }

  static func sigmoid(_ value: Double) -> Double {
    value >= 0 ? 1 / (1 + exp(-value)) : exp(value) / (1 + exp(value))
  }
}
