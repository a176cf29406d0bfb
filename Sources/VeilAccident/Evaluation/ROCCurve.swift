/// Receiver operating characteristic: true over false positive rate as the threshold falls, with the area under it.
package struct ROCCurve: Sendable, Hashable, Codable {
  package struct Point: Sendable, Hashable, Codable {
    package let threshold: Double
    package let falsePositiveRate: Double
    package let truePositiveRate: Double
  }

  /// From (0, 0) to (1, 1); pictures of equal score are one point.
  package let points: [Point]
  /// Probability that an accident scores higher than a normal picture, ties half (Mann and Whitney); nil where a class is
  /// missing.
  package let area: Double?

  package init(_ scores: [(probability: Double, isAccident: Bool)]) {
    let ordered = scores.sorted { $0.probability > $1.probability }
    let accidents = scores.count { $0.isAccident }
    let normals = scores.count - accidents
    guard accidents > 0, normals > 0 else {
      (points, area) = ([], nil)
      return
    }
    var points = [Point(threshold: 1, falsePositiveRate: 0, truePositiveRate: 0)]
    var (found, wrong, area) = (0, 0, 0.0)
    var index = 0
    while index < ordered.count {
      let threshold = ordered[index].probability
      let (foundBefore, wrongBefore) = (found, wrong)
      while index < ordered.count, ordered[index].probability == threshold {
        if ordered[index].isAccident { found += 1 } else { wrong += 1 }
        index += 1
      }
      area += Double(wrong - wrongBefore) * Double(found + foundBefore) / 2
      points.append(
        Point(
          threshold: threshold, falsePositiveRate: Double(wrong) / Double(normals),
          truePositiveRate: Double(found) / Double(accidents)))
    }
    self.points = points
    self.area = area / Double(accidents) / Double(normals)
  }

  package init(_ pictures: [ScoredPicture]) { self.init(pictures.map { ($0.probability, $0.isAccident) }) }
}
