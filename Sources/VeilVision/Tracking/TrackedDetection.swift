/// A detection and the track that the tracker gave it to.
package struct TrackedDetection: Sendable, Hashable {
  /// The track's number, from 1.
  package var trackID: Int
  package var detection: Detection

  package init(trackID: Int, detection: Detection) {
    self.trackID = trackID
    self.detection = detection
  }
}
