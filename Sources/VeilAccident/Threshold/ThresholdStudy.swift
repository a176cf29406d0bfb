/// Costs of all thresholds, for several numbers of witnesses (the sharing paper, figures 6 and 7).
package struct ThresholdStudy: Sendable, Hashable, Codable {
  /// One number of witnesses.
  package struct Curve: Sendable, Hashable, Codable {
    package let witnesses: Int
    /// FN(Cost) + FP(Cost) for every threshold.
    package let costs: [Double]
    /// The threshold of least cost; of several, the one in the middle.
    package let threshold: Double
  }

  package let costs: CostModel
  package let thresholds: [Double]
  /// Share of normal pictures that are called accidents, by threshold.
  package let falsePositiveRates: [Double]
  /// Share of accidents that are called normal, by threshold.
  package let falseNegativeRates: [Double]
  package let curves: [Curve]
  /// The threshold at which both shares are nearest to each other: FN/FP = 1.
  package let balancedThreshold: Double

  /// - Parameters:
  ///   - scores: probabilities of labelled pictures.
  ///   - counts: numbers of witnesses.
  package init(
    _ scores: [(probability: Double, isAccident: Bool)], costs: CostModel = CostModel(),
    witnesses counts: [Int] = [1, 2, 4, 8]
  ) {
    let thresholds = (1...99).map { Double($0) / 100 }
    let decisions = thresholds.map { ClassCounts(scores, threshold: $0) }
    let wrong = decisions.map { $0.falsePositiveRate ?? 0 }
    let missed = decisions.map { $0.falseNegativeRate ?? 0 }
    self.costs = costs
    self.thresholds = thresholds
    falsePositiveRates = wrong
    falseNegativeRates = missed
    curves = counts.map { count in
      let sums = zip(wrong, missed).map { costs.falsePositives($0) + costs.falseNegatives($1, witnesses: count) }
      return Curve(witnesses: count, costs: sums, threshold: thresholds[Self.lowest(sums)])
    }
    balancedThreshold = thresholds[Self.lowest(zip(wrong, missed).map { abs($0 - $1) })]
  }

  /// The threshold of least cost for a single witness.
  package var threshold: Double { curves.first?.threshold ?? 0.5 }

  /// The middle of the longest run of lowest values.
  private static func lowest(_ values: [Double]) -> Int {
    guard let least = values.min() else { return 0 }
    var (best, start): (Range<Int>, Int?) = (0..<0, nil)
    for index in 0...values.count {
      if index < values.count, values[index] <= least + 1e-12 {
        start = start ?? index
      } else if let begin = start {
        if index - begin > best.count { best = begin..<index }
        start = nil
      }
    }
    return (best.lowerBound + best.upperBound - 1) / 2
  }
}
