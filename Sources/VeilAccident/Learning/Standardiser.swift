/// Shifts and scales every feature to mean 0 and variance 1 over the pictures that were learned from.
package struct Standardiser: Sendable, Hashable {
  package let mean: [Float]
  /// One over the standard deviation; 0 for a feature that never changed.
  package let scale: [Float]

  package init(mean: [Float], scale: [Float]) {
    self.mean = mean
    self.scale = scale
  }

  /// Measures a matrix.
  /// - Parameter weights: how much each row counts.
  init(_ matrix: FeatureMatrix, weights: [Float]) {
    var sum = [Double](repeating: 0, count: matrix.columns)
    var squares = sum
    var total = 0.0
    for row in 0..<matrix.rows {
      let weight = Double(weights[row])
      total += weight
      for column in 0..<matrix.columns {
        let value = Double(matrix.values[row * matrix.columns + column])
        sum[column] += weight * value
        squares[column] += weight * value * value
      }
    }
    let means = sum.map { $0 / max(total, .leastNonzeroMagnitude) }
    mean = means.map { Float($0) }
    scale = zip(squares, means).map { square, mean in
      let variance = square / max(total, .leastNonzeroMagnitude) - mean * mean
      return variance > 1e-8 ? Float(1 / variance.squareRoot()) : 0
    }
  }

  func apply(to row: UnsafeMutablePointer<Float>) {
    for column in mean.indices { row[column] = (row[column] - mean[column]) * scale[column] }
  }
}
