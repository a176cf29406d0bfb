package import VeilVision

/// Which detections of one group in one picture found which labelled objects.
package struct Matching: Sendable, Hashable {
  package struct Match: Sendable, Hashable {
    package let detection: Detection
    package let object: LabelledObject
  }

  package struct Miss: Sendable, Hashable {
    package let object: LabelledObject
    /// The largest intersection over union with any detection of the group: above 0 the object was seen but framed
    /// badly, or its detection went to a neighbour.
    package let bestIoU: Double
  }

  package private(set) var matches: [Match] = []
  /// Detections that found nothing.
  package private(set) var falseAlarms: [Detection] = []
  /// Detections in ignored regions that found nothing.
  package private(set) var ignored: [Detection] = []
  package private(set) var misses: [Miss] = []

  /// Greedy matching: in order of confidence each detection takes the free object that it overlaps most.
  ///
  /// - Parameters:
  ///   - detections: of one group.
  ///   - objects: of the same group.
  ///   - twoWheelers: detections that may complete a person where the label encloses a rider with the two-wheeler.
  ///   - ignoredRegion: where detections that found nothing count neither way.
  package init(
    _ detections: [Detection], with objects: [LabelledObject], twoWheelers: [Detection] = [],
    ignoredRegion: PixelMask? = nil, rules: ScoringRules
  ) {
    var isFree = [Bool](repeating: true, count: objects.count)
    var bestIoU = [Double](repeating: 0, count: objects.count)
    for detection in detections.sorted(by: { $0.confidence > $1.confidence }) {
      var best: (object: Int, iou: Double)?
      for (index, object) in objects.enumerated() {
        let iou = Self.iou(of: detection, with: object, twoWheelers: twoWheelers)
        bestIoU[index] = max(bestIoU[index], iou)
        if isFree[index], iou >= rules.iou, iou > best?.iou ?? 0 { best = (index, iou) }
      }
      if let best {
        isFree[best.object] = false
        matches.append(Match(detection: detection, object: objects[best.object]))
      } else if let ignoredRegion, ignoredRegion.share(of: detection.box) ?? 1 >= rules.ignoredShare {
        ignored.append(detection)
      } else {
        falseAlarms.append(detection)
      }
    }
    for (index, object) in objects.enumerated() where isFree[index] {
      misses.append(Miss(object: object, bestIoU: bestIoU[index]))
    }
  }

  /// Overlap of a detection, or of its union with a two-wheeler that it touches, with a label.
  private static func iou(of detection: Detection, with object: LabelledObject, twoWheelers: [Detection]) -> Double {
    let alone = detection.box.iou(with: object.box)
    guard object.enclosesTwoWheeler else { return alone }
    return twoWheelers.lazy.filter { $0.box.intersectionArea(with: detection.box) > 0 }
      .map { detection.box.union(with: $0.box).iou(with: object.box) }
      .reduce(alone, max)
  }
}

extension Box {
  fileprivate func union(with other: Box) -> Box {
    let left = min(x, other.x)
    let top = min(y, other.y)
    return Box(x: left, y: top, width: max(maxX, other.maxX) - left, height: max(maxY, other.maxY) - top)
  }
}
