internal import VeilVision

/// Recall and precision of one group while pictures stream by.
struct GroupScore: Sendable {
  let group: ObjectGroup
  let buckets: SizeBuckets
  private var recall = Ratio()
  private var precision = Ratio()
  private var recallBySize: [Ratio]
  private var precisionBySize: [Ratio]
  private var curve = PrecisionRecallCurve()
  private var ignored = 0
  private var unseen = 0
  private var badlyFramed = 0

  init(_ group: ObjectGroup) {
    self.group = group
    buckets = SizeBuckets(for: group)
    recallBySize = Array(repeating: Ratio(), count: buckets.bounds.count)
    precisionBySize = recallBySize
  }

  mutating func add(_ matching: Matching, weights: [UInt8]) {
    addRecall(matching, weights: weights)
    addPrecision(matching, weights: weights)
    curve.add(objects: matching.matches.count + matching.misses.count)
    for match in matching.matches { curve.add(confidence: match.detection.confidence, isRight: true) }
    for detection in matching.falseAlarms { curve.add(confidence: detection.confidence, isRight: false) }
    ignored += matching.ignored.count
  }

  private mutating func addRecall(_ matching: Matching, weights: [UInt8]) {
    var found = Tally(buckets)
    var labelled = Tally(buckets)
    for match in matching.matches {
      found.count(match.object.box.height)
      labelled.count(match.object.box.height)
    }
    for miss in matching.misses {
      labelled.count(miss.object.box.height)
      guard miss.object.box.height > buckets.headline else { continue }
      // A tenth separates a badly framed object from a neighbour's box that merely touches it.
      if miss.bestIoU < 0.1 { unseen += 1 } else { badlyFramed += 1 }
    }
    recall.add(found.headline, over: labelled.headline, weights: weights)
    for bucket in recallBySize.indices {
      recallBySize[bucket].add(found.bySize[bucket], over: labelled.bySize[bucket], weights: weights)
    }
  }

  private mutating func addPrecision(_ matching: Matching, weights: [UInt8]) {
    var right = Tally(buckets)
    var reported = Tally(buckets)
    for match in matching.matches {
      right.count(match.detection.box.height)
      reported.count(match.detection.box.height)
    }
    for detection in matching.falseAlarms { reported.count(detection.box.height) }
    precision.add(right.all, over: reported.all, weights: weights)
    for bucket in precisionBySize.indices {
      precisionBySize[bucket].add(right.bySize[bucket], over: reported.bySize[bucket], weights: weights)
    }
  }

  var figures: GroupFigures {
    GroupFigures(
      group: group, headlineHeight: buckets.headline, recall: recall.figure, precision: precision.figure,
      averagePrecision: curve.averagePrecision, ignoredDetections: ignored, missedUnseen: unseen,
      missedBadlyFramed: badlyFramed,
      bySize: buckets.bounds.indices.map {
        GroupFigures.Size(
          heights: buckets.name($0), recall: recallBySize[$0].figure, precision: precisionBySize[$0].figure)
      })
  }
}

/// Numbers of boxes of one picture by height.
private struct Tally {
  let buckets: SizeBuckets
  var all = 0.0
  var headline = 0.0
  var bySize: [Double]

  init(_ buckets: SizeBuckets) {
    self.buckets = buckets
    bySize = Array(repeating: 0, count: buckets.bounds.count)
  }

  mutating func count(_ height: Double) {
    all += 1
    if height > buckets.headline { headline += 1 }
    bySize[buckets.index(of: height)] += 1
  }
}
