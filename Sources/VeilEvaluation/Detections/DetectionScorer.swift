package import VeilVision

/// Compares detections with labels, a picture at a time; memory does not grow with the number of pictures.
package struct DetectionScorer: Sendable {
  private let rules: ScoringRules
  private let labelledGroups: Set<ObjectGroup>
  private var bootstrap: Bootstrap
  private var groups: [GroupScore]
  private var area = Ratio()
  private var coverage: CoverageScore?
  private var pictures = 0

  /// - Parameters:
  ///   - groups: what the set labels **and** the detector finds.
  ///   - classes: names of the set's pixel classes, empty for sets of boxes.
  package init(groups: Set<ObjectGroup>, classes: [String] = [], rules: ScoringRules = ScoringRules()) {
    self.rules = rules
    labelledGroups = groups
    bootstrap = Bootstrap(replicates: rules.replicates, seed: rules.seed)
    self.groups = groups.sorted().map(GroupScore.init)
    coverage = classes.isEmpty ? nil : CoverageScore(classes: classes)
  }

  /// Scores one picture.
  /// - Returns: the matching by group, for lists of misses.
  @discardableResult
  package mutating func add(_ detections: [Detection], for labels: ImageLabels) -> [ObjectGroup: Matching] {
    let weights = bootstrap.next()
    pictures += 1
    let byGroup = Dictionary(grouping: detections) { ObjectGroup($0.category) }
    var matchings: [ObjectGroup: Matching] = [:]
    for index in groups.indices {
      let group = groups[index].group
      let matching = Matching(
        byGroup[group] ?? [], with: labels.objects.filter { $0.group == group },
        twoWheelers: group == .person ? byGroup[.twoWheeler] ?? [] : [], ignoredRegion: labels.ignored, rules: rules)
      groups[index].add(matching, weights: weights)
      matchings[group] = matching
    }
    addArea(detections, labels: labels, weights: weights)
    if let classes = labels.classes {
      let hidden = mask(of: detections, in: labels)
      coverage?.add(hidden, over: classes, weights: weights)
    }
    return matchings
  }

  /// Everything measured so far.
  package var figures: DetectionFigures {
    DetectionFigures(
      pictures: pictures, groups: groups.map(\.figures),
      protectedArea: groups.isEmpty ? nil : area.figure, coverage: coverage?.figures)
  }

  /// Union of the padded boxes over union of the labels, of the labelled groups, outside ignored regions.
  private mutating func addArea(_ detections: [Detection], labels: ImageLabels, weights: [UInt8]) {
    guard !groups.isEmpty else { return }
    let labelled = PixelMask(width: labels.width, height: labels.height, boxes: scored(labels.objects).map(\.box))
    let scored = detections.filter { ObjectGroup($0.category).map(labelledGroups.contains) ?? false }
    let hidden = mask(of: scored, in: labels)
    let covered = hidden.intersection(labelled).count
    var excess = hidden.subtracting(labelled)
    if let ignored = labels.ignored { excess = excess.subtracting(ignored) }
    area.add(Double(covered + excess.count), over: Double(labelled.count), weights: weights)
  }

  private func scored(_ objects: [LabelledObject]) -> [LabelledObject] {
    objects.filter { labelledGroups.contains($0.group) }
  }

  private func mask(of detections: [Detection], in labels: ImageLabels) -> PixelMask {
    PixelMask(
      width: labels.width, height: labels.height,
      boxes: detections.map(rules.padded))
  }
}
