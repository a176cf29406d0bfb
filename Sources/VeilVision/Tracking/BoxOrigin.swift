/// How a box of a frame came to be, as written in `detections.jsonl`.
package enum BoxOrigin: String, Sendable, Hashable, Codable, CaseIterable {
  /// The detector found the object in this frame.
  case detected
  /// Between two detections, on a frame the detector did not look at because of the detector interval.
  case tracked
  /// Between two detections, on a frame where the detector looked and missed the object.
  case filled
  /// Before the first or after the last detection of the track.
  case padded
  /// Drawn by a person.
  case drawn
}
