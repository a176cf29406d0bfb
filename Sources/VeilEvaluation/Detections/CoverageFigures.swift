/// Coverage by pixel, for sets with label maps.
package struct CoverageFigures: Sendable, Hashable, Codable {
  package struct Class: Sendable, Hashable, Codable {
    package let name: String
    /// Hidden pixels of the class over its pixels.
    package let covered: Figure
  }

  package let byClass: [Class]
  /// Hidden pixels of all classes together over their pixels.
  package let covered: Figure
  /// Hidden pixels outside void regions over pixels of all classes: 1 would hide outlines exactly, boxes cannot.
  package let hiddenOverLabelled: Figure
}
