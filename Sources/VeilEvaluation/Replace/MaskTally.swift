/// Adds up how instances of one category and size are hidden, picture by picture.
struct MaskTally: Sendable {
  private var coverages: [Double] = []
  private var ratios: [Measure: Ratio] = [:]

  private enum Measure: CaseIterable {
    case coverage, area, boxArea, iou, outlineIoU, wholeBox, paintedCoverage, paintedArea

    func value(of score: MaskScore) -> Double {
      switch self {
      case .coverage: score.hidden.coverage
      case .area: score.hidden.area
      case .boxArea: score.box.area
      case .iou: score.seen.iou
      case .outlineIoU: score.outline.iou
      case .wholeBox: score.isWholeBox ? 1 : 0
      case .paintedCoverage: score.painted.coverage
      case .paintedArea: score.painted.area
      }
    }
  }

  /// Adds the instances of one picture.
  /// - Parameter weights: how often each replicate of a ``Bootstrap`` counts the picture.
  mutating func add(_ scores: [MaskScore], weights: [UInt8]) {
    coverages += scores.map(\.hidden.coverage)
    for measure in Measure.allCases {
      let sum = scores.reduce(0) { $0 + measure.value(of: $1) }
      ratios[measure, default: Ratio()].add(sum, over: Double(scores.count), weights: weights)
    }
  }

  /// Nil if there was nobody.
  func figures(_ group: ObjectGroup, _ size: LabelledInstance.Size) -> MaskFigures? {
    let sorted = coverages.sorted()
    guard !sorted.isEmpty else { return nil }
    func figure(_ measure: Measure) -> Figure { (ratios[measure] ?? Ratio()).figure }
    return MaskFigures(
      group: group, size: size, instances: sorted.count, coverage: figure(.coverage),
      coverageLowestTwentieth: sorted.quantile(0.05), area: figure(.area), boxArea: figure(.boxArea), iou: figure(.iou),
      outlineIoU: figure(.outlineIoU), wholeBox: figure(.wholeBox), paintedCoverage: figure(.paintedCoverage),
      paintedArea: figure(.paintedArea))
  }
}
