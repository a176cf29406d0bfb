import Testing
import VeilTesting
import VeilVision

@Suite struct NonMaximumSuppressionTests {
  /// The definition, written without any thought of speed.
  private static func bruteForce(_ rule: NonMaximumSuppression, _ detections: [Detection]) -> [Detection] {
    var rest = detections
    var kept: [Detection] = []
    while let best = rest.enumerated().max(by: {
      ($0.element.confidence, -$0.offset) < ($1.element.confidence, -$1.offset)
    }) {
      kept.append(best.element)
      rest.remove(at: best.offset)
      rest.removeAll { other in
        let isOneGroup =
          other.category == best.element.category
          || rule.groups.contains { $0.contains(other.category) && $0.contains(best.element.category) }
        let shared = best.element.box.intersectionArea(with: other.box)
        return isOneGroup
          && (best.element.box.iou(with: other.box) > rule.iouByCategory?[other.category.rawValue] ?? rule.iou
            || shared > rule.containment * min(best.element.box.area, other.box.area))
      }
    }
    return kept
  }

  @Test(arguments: 0..<20, [0.3, 0.5, 0.8])
  func isWhatTheDefinitionSays(seed: Int, iou: Double) {
    var random = SplitMix64(seed: UInt64(seed))
    let categories: [Category] = [.car, .truck, .person, .bicycle, .motorcycle]
    let detections = (0..<150).map { _ in
      Detection(
        category: categories[Int.random(in: 0..<categories.count, using: &random)],
        confidence: (Double.random(in: 0...1, using: &random) * 50).rounded() / 50,
        box: Box(
          x: .random(in: 0..<300, using: &random), y: .random(in: 0..<200, using: &random),
          width: .random(in: 5..<90, using: &random), height: .random(in: 5..<90, using: &random)))
    }
    for rule in [
      NonMaximumSuppression(iou: iou), NonMaximumSuppression(iou: iou, groups: NonMaximumSuppression.roadGroups),
      NonMaximumSuppression(iou: iou, containment: 0.7, groups: [Set(categories)]),
      NonMaximumSuppression(iou: iou, iouByCategory: ["car": 0.1, "person": 0.9], groups: [Set(categories)]),
    ] {
      #expect(rule.apply(to: detections) == Self.bruteForce(rule, detections))
    }
  }

  @Test func groupsSuppressAcrossCategoriesAndOthersDoNot() {
    let box = Box(x: 10, y: 10, width: 40, height: 30)
    let car = Detection(category: .car, confidence: 0.9, box: box)
    let truck = Detection(category: .truck, confidence: 0.6, box: box)
    let person = Detection(category: .person, confidence: 0.5, box: box)
    let grouped = NonMaximumSuppression(iou: 0.5, groups: NonMaximumSuppression.roadGroups)
    #expect(grouped.apply(to: [person, truck, car]) == [car, person])
    #expect(NonMaximumSuppression(iou: 0.5).apply(to: [person, truck, car]) == [car, truck, person])
    #expect(grouped.apply(to: []) == [])
  }
}
