/// A track while the tracker follows it.
struct Tracklet: Sendable {
  let trackID: Int
  /// See ``Category/trackingGroup``.
  let group: String
  var filter: BoxFilter
  /// Frames in which it was seen.
  private(set) var hits = 1
  /// Analysed frames since it was last seen.
  var misses = 0
  /// When it was last seen.
  private(set) var seconds: Double

  init(trackID: Int, detection: Detection, seconds: Double) {
    self.trackID = trackID
    self.seconds = seconds
    group = detection.category.trackingGroup
    filter = BoxFilter(detection.box)
  }

  mutating func take(_ detection: Detection, seconds: Double) {
    filter.update(detection.box)
    hits += 1
    misses = 0
    self.seconds = seconds
  }

  /// Overlap of the predicted box with a detected one, nil if below `minimum`.
  func overlap(with box: Box, atLeast minimum: Double) -> Double? {
    let overlap = filter.box.iou(with: box)
    return overlap >= minimum ? overlap : nil
  }

  /// Overlap of both boxes widened by the fraction `buffer`; nil unless size and place are plausible.
  func nearness(to box: Box, buffer: Double) -> Double? {
    let expected = filter.box
    let growth = box.area / expected.area
    guard growth < 2.5, growth > 1 / 2.5 else { return nil }
    // 99.99 % of a chi-square distribution with 2 degrees of freedom.
    guard filter.distance(to: box) < 18.4 else { return nil }
    let overlap = expected.padded(byFraction: buffer).iou(with: box.padded(byFraction: buffer))
    return overlap > 0.05 ? overlap : nil
  }
}
