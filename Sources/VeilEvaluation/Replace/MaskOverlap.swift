/// How a mask lies on a label.
package struct MaskOverlap: Sendable, Hashable {
  /// Share of the label's pixels that are in the mask, 0...1.
  package let coverage: Double
  /// Pixels of the mask over those of the label; 1 is as large, 0 nothing.
  package let area: Double
  /// Intersection over union, 0...1.
  package let iou: Double

  /// Nil for a label without a pixel, on which nothing could lie.
  /// - Precondition: both are of one size.
  package init?(label: [Bool], mask: some Collection<Bool>) {
    precondition(label.count == mask.count)
    var (labelled, masked, both) = (0, 0, 0)
    for (isLabel, isMask) in zip(label, mask) {
      if isLabel { labelled += 1 }
      if isMask { masked += 1 }
      if isLabel && isMask { both += 1 }
    }
    guard labelled > 0 else { return nil }
    coverage = Double(both) / Double(labelled)
    area = Double(masked) / Double(labelled)
    iou = Double(both) / Double(labelled + masked - both)
  }
}
