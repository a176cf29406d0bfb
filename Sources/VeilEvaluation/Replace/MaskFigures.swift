/// How well the instances of one category and size are hidden: means over instances.
package struct MaskFigures: Sendable, Hashable, Codable {
  package let group: ObjectGroup
  package let size: LabelledInstance.Size
  package let instances: Int
  /// Share of the labelled pixels that are hidden, in single-instance images.
  package let coverage: Figure
  /// The same of the worst: one instance in twenty is hidden less.
  package let coverageLowestTwentieth: Double
  /// Pixels of the mask over those of the label.
  package let area: Figure
  /// Pixels of the whole box over those of the label.
  package let boxArea: Figure
  /// Intersection over union of what the network sees and the label.
  package let iou: Figure
  /// The same of the outline in which somebody is invented.
  package let outlineIoU: Figure
  /// Share of instances whose mask is the whole box.
  package let wholeBox: Figure
  /// Coverage in pixels of the picture, each hidden of which the mask covers any part.
  package let paintedCoverage: Figure
  /// Hidden pixels of the picture over labelled ones.
  package let paintedArea: Figure
}
