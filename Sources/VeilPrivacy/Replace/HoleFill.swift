/// Fills holes in a plane from what lies around them: averages of ever larger squares, of known samples only, and back.
struct HoleFill {
  private let width: Int
  private let height: Int
  private var values: [Float]
  private let weights: [Float]

  /// - Parameters:
  ///   - values: `height × width` samples.
  ///   - weights: 1 where a sample is known, 0 in holes.
  init(_ values: [Float], weights: [Float], width: Int, height: Int) {
    self.values = values
    self.weights = weights
    self.width = width
    self.height = height
  }

  /// The plane without holes; known samples keep their values.
  /// - Parameter otherwise: what is taken where nothing at all is known.
  func filled(otherwise: Float) -> [Float] {
    guard weights.contains(where: { $0 < 1 }) else { return values }
    guard width > 1 || height > 1 else { return [values[0] * weights[0] + otherwise * (1 - weights[0])] }
    let small = halved()
    let coarse = small.filled(otherwise: otherwise)
    var result = values
    for y in 0..<height {
      let down = small.between(y, small.height)
      for x in 0..<width where weights[y * width + x] < 1 {
        let across = small.between(x, small.width)
        let upper = mix(coarse, down.low * small.width, across)
        let lower = mix(coarse, down.high * small.width, across)
        let weight = weights[y * width + x]
        result[y * width + x] = values[y * width + x] * weight + (upper + (lower - upper) * down.share) * (1 - weight)
      }
    }
    return result
  }

  /// Half as many samples along each axis.
  private func halved() -> HoleFill {
    let (columns, rows) = ((width + 1) / 2, (height + 1) / 2)
    var means = [Float](repeating: 0, count: columns * rows)
    var known = means
    for y in 0..<height {
      let (row, target) = (y * width, y / 2 * columns)
      for x in 0..<width {
        let weight = weights[row + x]
        means[target + x / 2] += weight * values[row + x]
        known[target + x / 2] += weight
      }
    }
    for index in means.indices where known[index] > 0 {
      means[index] /= known[index]
      known[index] = min(known[index], 1)
    }
    return HoleFill(means, weights: known, width: columns, height: rows)
  }

  /// The two coarse samples between which a fine one lies.
  @inline(__always)
  private func between(_ index: Int, _ count: Int) -> (low: Int, high: Int, share: Float) {
    let low = (index - 1) >> 1
    return (max(low, 0), min(low + 1, count - 1), index & 1 == 0 ? 0.75 : 0.25)
  }

  @inline(__always)
  private func mix(_ values: [Float], _ row: Int, _ across: (low: Int, high: Int, share: Float)) -> Float {
    values[row + across.low] + (values[row + across.high] - values[row + across.low]) * across.share
  }
}
