/// Joins what several networks say of one picture into one list: boxes that agree are averaged by score, and the score
/// of a box that few networks see falls.
///
/// Weighted boxes fusion (Solovyev et al. 2021, Image and Vision Computing 107:104117), with at most one box of each
/// network in a cluster.
package struct BoxFusion: Sendable, Hashable, Codable {
  /// Lowest intersection over union with the cluster's strongest box, 0...1.
  package var iou: Double

  package init(iou: Double) { self.iou = iou }

  /// - Parameters:
  ///   - lists: for each network its detections, duplicates suppressed, and the weight of its word.
  ///   - groups: categories that one object may be mistaken for; others never meet.
  /// - Returns: the clusters from the strongest to the weakest first member, each named after that member.
  package func fuse(
    _ lists: [(weight: Double, detections: [Detection])], groups: [Set<Category>]
  ) -> [Detection] {
    let total = lists.reduce(0) { $0 + $1.weight }
    guard total > 0 else { return [] }
    var members = lists.enumerated().flatMap { source, list in
      list.detections.map { Member(source: source, weight: $0.confidence * list.weight, detection: $0) }
    }
    // A stable order, so that equal scores give equal results in every run.
    members = members.enumerated().sorted {
      $0.element.weight != $1.element.weight ? $0.element.weight > $1.element.weight : $0.offset < $1.offset
    }.map(\.element)
    var isUsed = [Bool](repeating: false, count: members.count)
    var fused: [Detection] = []
    for first in members.indices where !isUsed[first] {
      isUsed[first] = true
      var cluster = [members[first]]
      for source in lists.indices where source != members[first].source {
        guard let best = bestMatch(for: members[first], from: source, members, isUsed, groups) else { continue }
        isUsed[best] = true
        cluster.append(members[best])
      }
      fused.append(Self.average(cluster, total: total))
    }
    return fused
  }

  private struct Member {
    let source: Int
    let weight: Double
    let detection: Detection
  }

  private func bestMatch(
    for first: Member, from source: Int, _ members: [Member], _ isUsed: [Bool], _ groups: [Set<Category>]
  ) -> Int? {
    var best: (index: Int, iou: Double)?
    for index in members.indices where members[index].source == source && !isUsed[index] {
      let other = members[index].detection
      guard Self.mayBeSame(first.detection.category, other.category, groups) else { continue }
      let overlap = first.detection.box.iou(with: other.box)
      if overlap >= iou && overlap > best?.iou ?? -1 { best = (index, overlap) }
    }
    return best?.index
  }

  private static func mayBeSame(_ first: Category, _ second: Category, _ groups: [Set<Category>]) -> Bool {
    first == second || groups.contains { $0.contains(first) && $0.contains(second) }
  }

  private static func average(_ cluster: [Member], total: Double) -> Detection {
    let sum = cluster.reduce(0) { $0 + $1.weight }
    func mean(_ part: (Box) -> Double) -> Double {
      cluster.reduce(0) { $0 + part($1.detection.box) * $1.weight } / sum
    }
    let (left, top) = (mean(\.x), mean(\.y))
    var result = cluster[0].detection
    guard sum > 0 else { return result }
    result.box = Box(x: left, y: top, width: mean(\.maxX) - left, height: mean(\.maxY) - top)
    result.confidence = sum / total
    return result
  }
}
