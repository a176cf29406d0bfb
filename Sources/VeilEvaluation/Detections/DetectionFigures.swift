/// What ``DetectionScorer`` measured on one set.
package struct DetectionFigures: Sendable, Hashable, Codable {
  package let pictures: Int
  package let groups: [GroupFigures]
  /// Area of the padded boxes over area of the labels; nil for sets without boxes.
  package let protectedArea: Figure?
  /// Nil for sets without label maps.
  package let coverage: CoverageFigures?
}
