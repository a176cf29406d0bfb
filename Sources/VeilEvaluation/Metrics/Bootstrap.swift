/// Resampling of pictures while they stream by: every replicate counts each picture a Poisson(1) number of times.
///
/// The limit of drawing n pictures out of n with replacement (Oza and Russell, "Online bagging and boosting", 2001;
/// Chamandy et al., "Estimating uncertainty for massive data streams", 2012), so memory does not grow with the set.
package struct Bootstrap: Sendable {
  package let replicates: Int
  private var generator: SeededGenerator

  package init(replicates: Int = 1000, seed: UInt64 = 1) {
    self.replicates = max(0, replicates)
    generator = SeededGenerator(seed: seed)
  }

  /// How often each replicate counts the next picture.
  package mutating func next() -> [UInt8] {
    var weights = [UInt8](repeating: 0, count: replicates)
    for index in weights.indices { weights[index] = Self.poisson(Double.random(in: 0..<1, using: &generator)) }
    return weights
  }

  /// The Poisson(1) count whose cumulative probability first exceeds `uniform`.
  private static func poisson(_ uniform: Double) -> UInt8 {
    var count: UInt8 = 0
    var probability = 0.367_879_441_171_442_33  // 1/e
    var cumulative = probability
    while uniform >= cumulative, count < 20 {
      count += 1
      probability /= Double(count)
      cumulative += probability
    }
    return count
  }
}
