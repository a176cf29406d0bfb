package import VeilVision

/// Average precision as COCO computes it (pycocotools): at IoU 0.5, 0.55, … 0.95, over 101 recalls.
///
/// Counts are kept by confidence in 65,536 steps, so memory does not grow with the film; detections within a step are one
/// point of the curve.
package struct COCOPrecision: Sendable {
  /// The overlaps from which a detection is right.
  package static let thresholds = (0..<10).map { 0.5 + 0.05 * Double($0) }
  /// Detections of a picture that are looked at, the most confident ones.
  private static let mostDetections = 100

  /// Lanes 0...9: right ones by threshold; lane 10: all.
  private var steps: [UInt16: SIMD16<UInt32>] = [:]
  /// Number of true objects.
  package private(set) var objects = 0

  package init() {}

  /// Adds a picture.
  /// - Parameters:
  ///   - detections: of one category.
  ///   - truth: the boxes of the same category.
  package mutating func add(_ detections: [Detection], truth: [Box]) {
    objects += truth.count
    let sorted = detections.filter { $0.confidence.isFinite }.sorted { $0.confidence > $1.confidence }
      .prefix(Self.mostDetections)
    var lanes = [SIMD16<UInt32>](repeating: .zero, count: sorted.count)
    for index in lanes.indices { lanes[index][10] = 1 }
    for (threshold, iou) in Self.thresholds.enumerated() {
      var isFree = [Bool](repeating: true, count: truth.count)
      for (index, detection) in sorted.enumerated() {
        guard let match = Self.match(detection.box, truth, isFree, iou) else { continue }
        isFree[match] = false
        lanes[index][threshold] = 1
      }
    }
    for (detection, lane) in zip(sorted, lanes) {
      steps[Self.step(detection.confidence), default: .zero] &+= lane
    }
  }

  /// Average precision at IoU 0.5; nil without true objects.
  package var at50: Double? { objects > 0 ? averagePrecision(0) : nil }

  /// Mean over the ten thresholds, COCO's main figure; nil without true objects.
  package var at50To95: Double? {
    guard objects > 0 else { return nil }
    return Self.thresholds.indices.reduce(0) { $0 + averagePrecision($1) } / Double(Self.thresholds.count)
  }

  /// The free object that the box overlaps most, of equals the last, as pycocotools does.
  private static func match(_ box: Box, _ truth: [Box], _ isFree: [Bool], _ iou: Double) -> Int? {
    var best: Int?
    var most = min(iou, 1 - 1e-10)
    for (index, object) in truth.enumerated() where isFree[index] {
      let overlap = box.iou(with: object)
      guard overlap >= most else { continue }
      most = overlap
      best = index
    }
    return best
  }

  private func averagePrecision(_ threshold: Int) -> Double {
    var points: [(recall: Double, precision: Double)] = []
    var (right, all) = (0, 0)
    for (_, lane) in steps.sorted(by: { $0.key > $1.key }) {
      right += Int(lane[threshold])
      all += Int(lane[10])
      points.append((Double(right) / Double(objects), Double(right) / Double(all)))
    }
    var best = 0.0
    for index in points.indices.reversed() {
      best = max(best, points[index].precision)
      points[index].precision = best
    }
    var index = 0
    var sum = 0.0
    for step in 0...100 {
      let recall = Double(step) / 100
      while index < points.count, points[index].recall < recall { index += 1 }
      if index < points.count { sum += points[index].precision }
    }
    return sum / 101
  }

  private static func step(_ confidence: Double) -> UInt16 { UInt16(min(max(confidence, 0), 1) * 65_535) }
}
