/// Who would have been seen in a film.
package struct ExposureFigures: Sendable, Hashable, Codable {
  package let group: ObjectGroup
  /// Labelled frames.
  package let frames: Int
  /// Exposed objects over labelled objects, frame by frame.
  package let exposed: Figure?
  package let tracks: Int
  /// Tracks that were exposed in at least one labelled frame.
  package let tracksEverExposed: Int
  /// Frames of the longest exposure of a track, from the first to the last labelled frame of it; where not every frame
  /// is labelled it is at least as long.
  package let longestExposure: Int
}
