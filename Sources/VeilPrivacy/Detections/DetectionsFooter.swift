/// The last line of `detections.jsonl`: proof that the analysis came to its end.
package struct DetectionsFooter: Sendable, Hashable, Codable {
  /// Frames of all streams.
  package var frames: Int
  package var boxes: Int
  /// Different tracks; drawn boxes without a track do not count.
  package var tracks: Int
  package var done: Bool
  /// SHA-256 of all lines before this one, line feeds included, as the tool wrote them. A file corrected by hand no
  /// longer has it, which is allowed and reported.
  package var sha256: String

  package init(frames: Int, boxes: Int, tracks: Int, done: Bool, sha256: String) {
    self.frames = frames
    self.boxes = boxes
    self.tracks = tracks
    self.done = done
    self.sha256 = sha256
  }
}
