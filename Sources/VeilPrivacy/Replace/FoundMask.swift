/// What a ``MaskExtractor`` makes of one single-instance image. All maps are `side × side` values, 1 or 0.
package struct FoundMask: Sendable, Hashable {
  /// What is hidden: 1 where something of the instance may be.
  package let hidden: [Float]
  /// Where the network itself sees the instance, before anything is added.
  package let seen: [Float]
  /// Where an instance is invented.
  package let outline: [Float]
  /// True if the network was not believed, so that all of the box is hidden.
  package let isWholeBox: Bool

  package init(hidden: [Float], seen: [Float], outline: [Float], isWholeBox: Bool) {
    self.hidden = hidden
    self.seen = seen
    self.outline = outline
    self.isWholeBox = isWholeBox
  }
}
