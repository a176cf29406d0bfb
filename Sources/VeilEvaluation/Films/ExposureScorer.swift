package import VeilVision

/// Finds out whom a film would show: labelled objects that the padded boxes of all categories leave uncovered.
///
/// Unlike recall it does not ask which box hides what, since a face behind its owner's box is hidden too.
package struct ExposureScorer: Sendable {
  private let rules: ScoringRules
  private var tracks: [TrackKey: TrackState] = [:]
  private var exposedObjects: [ObjectGroup: Ratio] = [:]
  private var bootstrap: Bootstrap
  private var frames = 0

  package init(rules: ScoringRules = ScoringRules()) {
    self.rules = rules
    bootstrap = Bootstrap(replicates: rules.replicates, seed: rules.seed)
  }

  /// Scores one labelled frame; frames come in ascending order.
  /// - Parameter detections: what is hidden in this frame, before padding.
  package mutating func add(_ detections: [Detection], for labels: ImageLabels, frame: Int) {
    frames += 1
    let weights = bootstrap.next()
    let mask = PixelMask(
      width: labels.width, height: labels.height,
      boxes: detections.map(rules.padded))
    for (group, objects) in Dictionary(grouping: labels.objects, by: \.group) {
      var exposed = 0
      for object in objects {
        // A label outside the picture has nothing to hide.
        let isExposed = mask.share(of: object.box).map { $0 < rules.coveredShare } ?? false
        exposed += isExposed ? 1 : 0
        guard let track = object.track else { continue }
        tracks[TrackKey(group: group, number: track), default: TrackState()].add(frame, isExposed: isExposed)
      }
      exposedObjects[group, default: Ratio()].add(Double(exposed), over: Double(objects.count), weights: weights)
    }
  }

  /// Everything measured so far, a group each.
  package var figures: [ExposureFigures] {
    exposedObjects.keys.sorted().map { group in
      let ofGroup = tracks.filter { $0.key.group == group }.map(\.value)
      return ExposureFigures(
        group: group, frames: frames, exposed: exposedObjects[group]?.figure, tracks: ofGroup.count,
        tracksEverExposed: ofGroup.count { $0.longest > 0 }, longestExposure: ofGroup.map(\.longest).max() ?? 0)
    }
  }

  private struct TrackKey: Hashable {
    let group: ObjectGroup
    let number: Int
  }

  /// The longest run of frames in which a track was exposed in every labelled frame.
  private struct TrackState {
    private(set) var longest = 0
    private var firstExposed: Int?

    mutating func add(_ frame: Int, isExposed: Bool) {
      guard isExposed else { return firstExposed = nil }
      let first = firstExposed ?? frame
      firstExposed = first
      longest = max(longest, frame - first + 1)
    }
  }
}
