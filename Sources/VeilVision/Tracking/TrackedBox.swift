/// A box to protect in one frame, with the track it belongs to.
package struct TrackedBox: Sendable, Hashable {
  /// The object's number, from 1, unique over all streams of a film. 0 for a drawn box without a track.
  package var trackID: Int
  /// What the track as a whole shows.
  package var category: Category
  /// The detector's score, 0...1; between detections the smaller of the neighbours', outside them the nearest.
  package var confidence: Double
  /// The highest of the own scores of all the track's detections, of a live film of those so far, 0...1; nil where nobody
  /// said. Small objects' are not lowered here.
  package var trackConfidence: Double?
  /// In pixels of the frame; may reach beyond the picture.
  package var box: Box
  package var origin: BoxOrigin

  package init(
    trackID: Int, category: Category, confidence: Double, trackConfidence: Double? = nil, box: Box, origin: BoxOrigin
  ) {
    self.trackID = trackID
    self.category = category
    self.confidence = confidence
    self.trackConfidence = trackConfidence
    self.box = box
    self.origin = origin
  }

  /// A detection of a single picture, which has no other to be surer of.
  package init(_ detection: Detection, trackID: Int) {
    self.init(
      trackID: trackID, category: detection.category, confidence: min(1, max(0, detection.confidence)),
      trackConfidence: min(1, max(0, detection.score)), box: detection.box, origin: .detected)
  }
}
