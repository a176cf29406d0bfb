/// Right and wrong detections by confidence, from which average precision is computed.
///
/// Confidences are kept in 65,536 steps, so memory does not grow with the set; detections within a step are one point
/// of the curve.
package struct PrecisionRecallCurve: Sendable {
  private static let steps = 1 << 16
  private var right = [UInt32](repeating: 0, count: Self.steps)
  private var wrong = [UInt32](repeating: 0, count: Self.steps)
  /// Number of labelled objects.
  package private(set) var objects = 0

  package init() {}

  package mutating func add(objects: Int) { self.objects += objects }

  package mutating func add(confidence: Double, isRight: Bool) {
    guard confidence.isFinite else { return }
    let step = Int(min(max(confidence, 0), 1) * Double(Self.steps - 1))
    if isRight { right[step] += 1 } else { wrong[step] += 1 }
  }

  /// Area under the curve after precision is made non-increasing, over all points (the PASCAL VOC 2010 rule); nil
  /// without labelled objects.
  package var averagePrecision: Double? {
    guard objects > 0 else { return nil }
    var points: [(recall: Double, precision: Double)] = []
    var rightSoFar = 0
    var soFar = 0
    for step in (0..<Self.steps).reversed() where right[step] + wrong[step] > 0 {
      rightSoFar += Int(right[step])
      soFar += Int(right[step] + wrong[step])
      points.append((Double(rightSoFar) / Double(objects), Double(rightSoFar) / Double(soFar)))
    }
    var area = 0.0
    var best = 0.0
    for index in points.indices.reversed() {
      best = max(best, points[index].precision)
      let previous = index > 0 ? points[index - 1].recall : 0
      area += (points[index].recall - previous) * best
    }
    return area
  }
}
