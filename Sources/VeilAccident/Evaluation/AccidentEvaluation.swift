/// All figures of a set of judged pictures.
package struct AccidentEvaluation: Sendable, Codable {
  /// Pictures of an extra set, all of normal driving.
  package struct ExtraSet: Sendable, Codable {
    package let name: String
    package let pictures: Int
    package let falsePositives: Int
    package let rate: Double
  }

  /// Name of the data set.
  package let data: String
  /// How the scores came about, for people: `5 folds by clip`, or `shipped head`.
  package let method: String
  package let backbone: String
  package let pictures: Int
  package let clips: Int
  /// Probability from which a picture counts as one of an accident.
  package let threshold: Double
  package let counts: ClassCounts
  package let accuracy: Double?
  package let precision: Double?
  package let recall: Double?
  /// 2 · precision · recall / (precision + recall).
  package let f: Double?
  package let auc: Double?
  /// 95 % intervals over clips, by figure.
  package let intervals: [String: Interval]
  /// Accuracy with, for every fold, the threshold of least cost of the other folds; nil where there are no folds.
  package let nestedAccuracy: Double?
  package let roc: ROCCurve
  package let study: ThresholdStudy
  package let intervalStudy: IntervalStudy
  package let extras: [ExtraSet]
  package let recovery: RecoveryTable?
  /// Wrongly decided pictures by clip, for people who want to look at them.
  package let errorsByClip: [String: ClassCounts]

  /// - Parameters:
  ///   - pictures: judged pictures; extras are told apart by their flag, and by the part of their name before the first `/`.
  ///   - threshold: nil takes the threshold of least cost for one witness.
  ///   - sounds: seconds of sound that the sound classifier has not learned from, for the recovery table.
  package init(
    data: String, method: String, backbone: String, pictures all: [ScoredPicture], threshold chosen: Double?,
    costs: CostModel = CostModel(), bootstrap: ClipBootstrap = ClipBootstrap(),
    sounds: [ScoredSecond] = [], fusion: Fusion = Fusion()
  ) {
    let pictures = all.filter { !$0.isExtra }
    let study = ThresholdStudy(pictures.map { ($0.probability, $0.isAccident) }, costs: costs)
    let threshold = chosen ?? study.threshold
    let counts = ClassCounts(pictures, threshold: threshold)
    self.data = data
    self.method = method
    self.backbone = backbone
    self.pictures = pictures.count
    self.threshold = threshold
    self.counts = counts
    self.study = study
    clips = Set(pictures.map(\.clip)).count
    (accuracy, precision, recall, f) = (counts.accuracy, counts.precision, counts.recall, counts.fMeasure)
    roc = ROCCurve(pictures)
    auc = roc.area
    let figures: [(String, ([ScoredPicture]) -> Double?)] = [
      ("accuracy", { ClassCounts($0, threshold: threshold).accuracy }),
      ("precision", { ClassCounts($0, threshold: threshold).precision }),
      ("recall", { ClassCounts($0, threshold: threshold).recall }),
      ("f", { ClassCounts($0, threshold: threshold).fMeasure }),
      ("auc", { ROCCurve($0).area }),
    ]
    intervals = figures.reduce(into: [:]) { $0[$1.0] = bootstrap.interval(pictures, $1.1) }
    nestedAccuracy = Self.nested(pictures, costs: costs)
    intervalStudy = IntervalStudy(pictures, threshold: threshold)
    extras = Self.sets(all.filter(\.isExtra), threshold: threshold)
    var fusion = fusion
    fusion.imageThreshold = threshold
    recovery = sounds.isEmpty ? nil : RecoveryTable(pictures, seconds: sounds, fusion: fusion, bootstrap: bootstrap)
    errorsByClip = Dictionary(grouping: pictures, by: \.clip).mapValues { ClassCounts($0, threshold: threshold) }
      .filter { $0.value.falsePositives + $0.value.falseNegatives > 0 }
  }

  private static func nested(_ pictures: [ScoredPicture], costs: CostModel) -> Double? {
    let folds = Set(pictures.compactMap(\.fold))
    guard folds.count > 1 else { return nil }
    var right = 0
    for fold in folds {
      let others = pictures.filter { $0.fold != fold }.map { ($0.probability, $0.isAccident) }
      let counts = ClassCounts(
        pictures.filter { $0.fold == fold }, threshold: ThresholdStudy(others, costs: costs).threshold)
      right += counts.truePositives + counts.trueNegatives
    }
    return Double(right) / Double(pictures.count)
  }

  private static func sets(_ extras: [ScoredPicture], threshold: Double) -> [ExtraSet] {
    let groups = Dictionary(grouping: extras) { String($0.name.prefix { $0 != "/" }) }
    return groups.sorted { $0.key < $1.key }.map { name, pictures in
      let wrong = pictures.count { $0.probability >= threshold }
      return ExtraSet(
        name: name, pictures: pictures.count, falsePositives: wrong, rate: Double(wrong) / Double(pictures.count))
    }
  }
}
