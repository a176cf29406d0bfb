internal import VeilPrivacy
package import VeilVision

/// How detections are compared with labels; printed with every figure.
package struct ScoringRules: Sendable, Hashable, Codable {
  /// A detection is right if it overlaps a label by at least this intersection over union.
  package var iou = 0.5
  /// A detection that is wrong counts neither way if at least this share of its area is ignored region.
  package var ignoredShare = 0.5
  /// Each side of a detected box is grown by this fraction of its size before area and coverage are measured, as
  /// rendering does by default.
  package var padding = ProtectionPolicy.defaultPadding
  /// Fractions of categories that differ from ``padding``.
  package var categoryPaddings = Dictionary(
    ProtectionPolicy.defaultPaddings.map { ($0.key.rawValue, $0.value) }, uniquingKeysWith: { first, _ in first })
  /// Grown by at least this many pixels a side.
  package var minimumPadding = ProtectionPolicy().minimumPadding
  /// An object counts as hidden if at least this share of its box is inside padded boxes.
  package var coveredShare = 0.9
  /// Replicates of the interval over pictures.
  package var replicates = 1000
  /// Seed of the interval.
  package var seed: UInt64 = 1

  package init() {}

  /// Rules with the same padding for all categories.
  package init(padding: Double, minimum: Double = 0) {
    self.padding = padding
    categoryPaddings = [:]
    minimumPadding = minimum
  }

  /// What rendering would hide for a detection.
  package func padded(_ detection: Detection) -> Box {
    detection.box.padded(
      byFraction: categoryPaddings[detection.category.rawValue] ?? padding, minimum: minimumPadding)
  }
}
