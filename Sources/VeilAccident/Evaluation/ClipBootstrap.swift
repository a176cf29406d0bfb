/// 95 % intervals by drawing clips with replacement: pictures of a clip are no independent evidence.
package struct ClipBootstrap: Sendable {
  package var replicates: Int
  package var seed: UInt64

  package init(replicates: Int = 1000, seed: UInt64 = 1) {
    self.replicates = replicates
    self.seed = seed
  }

  /// - Parameter figure: what to compute of the pictures of a draw; draws for which it is nil are left out.
  /// - Returns: nil with fewer than two clips or too few draws.
  package func interval(_ pictures: [ScoredPicture], _ figure: ([ScoredPicture]) -> Double?) -> Interval? {
    let clips = Dictionary(grouping: pictures, by: \.clip).sorted { $0.key < $1.key }.map(\.value)
    guard clips.count > 1 else { return nil }
    return interval { generator in
      figure(clips.indices.flatMap { _ in clips[Int.random(in: 0..<clips.count, using: &generator)] })
    }
  }

  /// - Parameter figure: draws and computes.
  /// - Returns: nil with too few draws that have a figure.
  func interval(_ figure: (inout SeededNumbers) -> Double?) -> Interval? {
    var generator = SeededNumbers(seed: seed)
    let values = (0..<replicates).compactMap { _ in figure(&generator) }.sorted()
    guard values.count >= 40 else { return nil }
    return Interval(low: Self.quantile(values, 0.025), high: Self.quantile(values, 0.975))
  }

  private static func quantile(_ sorted: [Double], _ share: Double) -> Double {
    let position = share * Double(sorted.count - 1)
    let lower = Int(position)
    let upper = min(lower + 1, sorted.count - 1)
    return sorted[lower] + (sorted[upper] - sorted[lower]) * (position - Double(lower))
  }
}

/// Bounds between which a figure lies with 95 % confidence.
package struct Interval: Sendable, Hashable, Codable {
  package let low: Double
  package let high: Double

  package init(low: Double, high: Double) {
    self.low = low
    self.high = high
  }
}
