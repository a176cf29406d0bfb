package import VeilMedia
package import VeilVision

/// A region of one frame to protect.
package struct Instance: Sendable, Hashable {
  package var trackID: Int
  package var category: Category
  /// The highest score of the track's detections, 0...1; of a picture, the detection's; 0 in frames before the first and
  /// after the last detection of the track, 1 if somebody drew the box.
  package var confidence: Double
  /// In pixels of the frame: padded, clipped to the picture, not empty.
  package var region: PixelRect
  /// Clockwise quarter turns that make the frame upright, 0...3.
  package var quarterTurns: Int

  package init(trackID: Int, category: Category, confidence: Double, region: PixelRect, quarterTurns: Int = 0) {
    self.trackID = trackID
    self.category = category
    self.confidence = confidence
    self.region = region
    self.quarterTurns = quarterTurns
  }
}
