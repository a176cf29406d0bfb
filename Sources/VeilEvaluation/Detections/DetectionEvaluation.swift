internal import Foundation
internal import VeilMedia
package import VeilVision

/// Runs a detector over labelled pictures or a labelled film, or scores what an earlier run found.
package struct DetectionEvaluation: Sendable {
  private let detector: any Detector
  private let rules: ScoringRules

  package init(_ detector: any Detector, rules: ScoringRules = ScoringRules()) {
    self.detector = detector
    self.rules = rules
  }

  /// What happened in one picture.
  package struct Step: Sendable {
    /// Pictures done and in all.
    package let done: Int
    package let total: Int
    package let picture: String
    package let matchings: [ObjectGroup: Matching]
  }

  /// Scores a data set; the next picture is decoded while the detector looks at one.
  /// - Parameter onPicture: told of every picture, in order.
  /// - Throws: ``EvaluationError``, and what the detector throws.
  package func run(on set: any DataSet, onPicture: (Step) throws -> Void = { _ in }) async throws -> DetectionFigures {
    var scorer = DetectionScorer(groups: scored(set.groups), classes: set.classes, rules: rules)
    guard let first = set.images.first else { return scorer.figures }
    var frame = try await PictureFile.read(first)
    for index in set.images.indices {
      let isLast = index + 1 == set.images.count
      async let following = isLast ? nil : PictureFile.read(set.images[index + 1])
      let labels = try await set.labels(of: index, width: frame.format.width, height: frame.format.height)
      let matchings = scorer.add(try await detector.detect(in: frame), for: labels)
      try onPicture(
        Step(
          done: index + 1, total: set.images.count, picture: set.images[index].lastPathComponent, matchings: matchings))
      if let next = try await following { frame = next }
    }
    return scorer.figures
  }

  /// Runs the detector on the labelled frames of a film's first video stream, each for itself, without tracking.
  /// - Throws: ``EvaluationError`` if the film ends before the last labelled frame, ``MediaError``.
  package func run(
    onFilm path: String, labels: FilmLabels, onPicture: (Step) throws -> Void = { _ in }
  ) async throws -> (figures: DetectionFigures, exposure: [ExposureFigures]) {
    var scorer = FilmScorer(groups: scored(labels.groups), rules: rules)
    let reader = try await FilmReader.open(path)
    let stream = reader.info.videoStreams.first?.index
    var number = 0
    var done = 0
    for try await item in reader.items {
      guard case .frame(let frame, stream) = item else { continue }
      if let labelled = labels.labels(of: number, width: frame.format.width, height: frame.format.height) {
        done += 1
        let matchings = scorer.add(try await detector.detect(in: frame), for: labelled, frame: number)
        try onPicture(
          Step(done: done, total: labels.frames.count, picture: "frame \(number)", matchings: matchings))
      }
      number += 1
      if done == labels.frames.count { break }
    }
    try labels.checkEnd(done: done, frames: number, of: path)
    return (scorer.figures, scorer.exposure)
  }

  private func scored(_ groups: Set<ObjectGroup>) -> Set<ObjectGroup> {
    groups.intersection(detector.categories.compactMap(ObjectGroup.init))
  }
}
