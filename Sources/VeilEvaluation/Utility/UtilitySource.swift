import Foundation
package import VeilVision

/// Shows films and labelled pictures to the judge.
package struct UtilitySource: Sendable {
  private let detector: any Detector
  private let interval: Int
  private let every: Int
  /// Told what is being done.
  private let progress: @Sendable (String) -> Void

  /// - Parameters:
  ///   - detector: finds what systems hide.
  ///   - interval: a look at every n-th frame of a film; the tracker bridges the others.
  ///   - every: the judge sees every n-th frame.
  package init(
    detector: any Detector, interval: Int, every: Int, progress: @escaping @Sendable (String) -> Void
  ) {
    self.detector = detector
    self.interval = interval
    self.every = max(1, every)
    self.progress = progress
  }

  package func show(film path: String, to evaluation: UtilityEvaluation) async throws {
    let name = URL(fileURLWithPath: path).lastPathComponent
    progress("\(name): looking for people and vehicles")
    let tracks = try await FilmTracks.find(in: path, with: detector, interval: interval)
    await evaluation.begin(name)
    try await tracks.eachFrame { number, frame, boxes in
      guard number.isMultiple(of: every) else { return }
      try await evaluation.add(frame, boxes: boxes)
      if number.isMultiple(of: 30 * every) { progress("\(name): frame \(number)") }
    }
  }

  /// Shows the pictures of a data set; its labels are not asked.
  package func show(_ set: any DataSet, named name: String, to evaluation: UtilityEvaluation) async throws {
    await evaluation.begin(name)
    for (number, url) in set.images.enumerated() where number.isMultiple(of: every) {
      let frame = try await PictureFile.read(url)
      let boxes = try await detector.detect(in: frame).enumerated().map {
        TrackedBox($0.element, trackID: $0.offset + 1)
      }
      try await evaluation.add(frame, boxes: boxes)
    }
    progress("\(name): \(set.images.count) pictures")
  }
}
