/// Keeps the best of the boxes that mean the same object.
///
/// Greedy, as in the object detection literature: boxes are visited from the highest to the lowest score, and one that
/// overlaps an already kept box of its group by more than the threshold is dropped. O(n log n + n · kept).
package struct NonMaximumSuppression: Sendable, Hashable, Codable {
  /// Intersection over union above which the weaker of two boxes is dropped, 0...1.
  package var iou: Double
  /// Thresholds that differ by category, for the weaker of two boxes.
  package var iouByCategory: [String: Double]?
  /// Share of the smaller box inside the other above which the weaker of two boxes is dropped; above 1 never.
  package var containment: Double
  /// Categories that one object may be mistaken for; boxes of different groups never suppress each other. A category
  /// that is in no group is a group of its own.
  package var groups: [Set<Category>]

  package init(
    iou: Double, iouByCategory: [String: Double]? = nil, containment: Double = 2, groups: [Set<Category>] = []
  ) {
    self.iou = iou
    self.iouByCategory = iouByCategory
    self.containment = containment
    self.groups = groups
  }

  /// Everything on the road with an engine may be mistaken for each other; so may the two-wheelers.
  package static let roadGroups: [Set<Category>] = [[.car, .truck, .bus], [.motorcycle, .bicycle]]

  /// The detections that remain, from the highest score to the lowest; of equal scores the earlier wins.
  package func apply(to detections: [Detection]) -> [Detection] {
    let order = detections.indices.sorted {
      let (left, right) = (detections[$0].confidence, detections[$1].confidence)
      return left != right ? left > right : $0 < $1
    }
    var kept: [Detection] = []
    var keptByGroup: [Int: [Box]] = [:]
    var groupOf: [Category: Int] = [:]
    for index in order {
      let detection = detections[index]
      let group = groupOf[detection.category] ?? number(of: detection.category, &groupOf)
      let iou = iouByCategory?[detection.category.rawValue] ?? iou
      guard !keptByGroup[group, default: []].contains(where: { suppresses($0, detection.box, iou) }) else { continue }
      keptByGroup[group, default: []].append(detection.box)
      kept.append(detection)
    }
    return kept
  }

  private func suppresses(_ kept: Box, _ box: Box, _ iou: Double) -> Bool {
    let shared = kept.intersectionArea(with: box)
    guard shared > 0 else { return false }
    let union = kept.area + box.area - shared
    return shared > iou * union || shared > containment * min(kept.area, box.area)
  }

  private func number(of category: Category, _ known: inout [Category: Int]) -> Int {
    let number = groups.firstIndex { $0.contains(category) } ?? groups.count + known.count
    known[category] = number
    return number
  }
}
