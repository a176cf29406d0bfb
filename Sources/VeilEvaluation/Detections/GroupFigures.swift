/// What was measured of one group.
package struct GroupFigures: Sendable, Hashable, Codable {
  /// Recall of labels, and precision of detections, of a class of heights in pixels.
  package struct Size: Sendable, Hashable, Codable {
    package let heights: String
    package let recall: Figure
    package let precision: Figure
  }

  package let group: ObjectGroup
  /// ``recall`` is of labels taller than this, in pixels.
  package let headlineHeight: Double
  package let recall: Figure
  /// Of all detections outside ignored regions, whatever their size.
  package let precision: Figure
  /// All-point average precision at the rules' intersection over union, over labels of all sizes.
  package let averagePrecision: Double?
  /// Detections that count neither way.
  package let ignoredDetections: Int
  /// Labels taller than ``headlineHeight`` that no detection of the group overlaps by a tenth.
  package let missedUnseen: Int
  /// Labels taller than ``headlineHeight`` that a detection overlaps, but too little, or one that another label took.
  package let missedBadlyFramed: Int
  package let bySize: [Size]
}
