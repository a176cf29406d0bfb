package import VeilPrivacy
import VeilVision

extension FilmScorer {
  /// Scores what an earlier run wrote, with tracking, filled gaps and all: the boxes that rendering would hide.
  ///
  /// Reads the file a line at a time; the film itself is not needed.
  /// - Parameter path: a `detections.jsonl`; its first stream is scored.
  /// - Throws: ``DetectionsError``, and ``EvaluationError`` if it ends before the last labelled frame.
  package static func score(
    detectionsFile path: String, labels: FilmLabels, rules: ScoringRules
  ) throws -> (scorer: FilmScorer, header: DetectionsHeader) {
    var scorer = FilmScorer(groups: labels.groups, rules: rules)
    let header = try DetectionsReader(path: path).header
    guard let stream = header.streams.first else {
      throw EvaluationError(.usage, "\(path) describes no video stream")
    }
    let reader = try DetectionsReader(path: path, stream: stream.index)
    var done = 0
    var frames = 0
    while let frame = try reader.next() {
      frames += 1
      guard let labelled = labels.labels(of: frame.frame, width: stream.width, height: stream.height) else { continue }
      done += 1
      let detections = frame.boxes.map { Detection(category: $0.category, confidence: $0.confidence, box: $0.box) }
      scorer.add(detections, for: labelled, frame: frame.frame)
    }
    try labels.checkEnd(done: done, frames: frames, of: path)
    return (scorer, header)
  }
}

extension FilmLabels {
  /// Labels of another film are noticed at the latest when frames are missing.
  func checkEnd(done: Int, frames: Int, of path: String) throws {
    guard done == self.frames.count else {
      throw EvaluationError(
        .usage,
        "\(path) has \(frames) frames, but frame \(self.frames.last ?? 0) is labelled: these labels are of another film"
      )
    }
  }
}

extension EvaluationConfiguration {
  /// What an earlier run says of itself.
  package init(_ header: DetectionsHeader, rules: ScoringRules) {
    self.init(
      models: header.models.map { Model(role: $0.role, name: $0.name, sha256: $0.sha256, input: "as then") },
      thresholds: header.thresholds, profile: "\(header.tool), a detection every \(header.interval) frames",
      rules: rules)
  }
}
