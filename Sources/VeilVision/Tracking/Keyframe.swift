/// A detection of a track: what is known for certain about where the object was.
struct Keyframe: Sendable, Hashable {
  var frame: Int
  var seconds: Double
  var category: Category
  var confidence: Double
  /// The network's own score, 0...1.
  var score: Double
  var box: Box
}

extension Keyframe {
  /// The detections of one frame, checked: what comes from a detector must be boxes, and no track be there twice.
  static func keyframes(
    of tracked: [TrackedDetection], frame: Int, seconds: Double
  ) throws -> [(trackID: Int, keyframe: Keyframe)] {
    guard seconds.isFinite else { throw TrackingError("frame \(frame) has no usable time") }
    guard Set(tracked.map(\.trackID)).count == tracked.count else {
      throw TrackingError("a track appears twice in frame \(frame)")
    }
    return try tracked.map { tracked in
      let detection = tracked.detection
      guard detection.box.isValid, detection.confidence.isFinite, detection.score.isFinite else {
        throw TrackingError("the detector returned a box that is not one in frame \(frame): \(detection.box)")
      }
      let keyframe = Keyframe(
        frame: frame, seconds: seconds, category: detection.category, confidence: detection.confidence,
        score: detection.score, box: detection.box)
      return (tracked.trackID, keyframe)
    }
  }
}
