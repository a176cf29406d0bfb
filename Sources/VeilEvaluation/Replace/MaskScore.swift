import VeilMedia
package import VeilPrivacy

/// How well one labelled instance is hidden.
package struct MaskScore: Sendable, Hashable {
  /// What is hidden, in the single-instance image.
  package let hidden: MaskOverlap
  /// What the network itself sees, in the single-instance image.
  package let seen: MaskOverlap
  /// Where somebody is invented, in the single-instance image.
  package let outline: MaskOverlap
  /// The whole box, in the single-instance image.
  package let box: MaskOverlap
  /// What is hidden, in pixels of the picture: each of which the mask covers any part.
  package let painted: MaskOverlap
  /// True if the network was not believed.
  package let isWholeBox: Bool

  /// Nil for an instance of which the single-instance image shows nothing.
  package init?(_ instance: LabelledInstance, crop: InstanceCrop, found: FoundMask) throws {
    let label = try instance.pixels(in: crop)
    let content = crop.content
    let inside = label.indices.map { index in
      let (x, y) = (index % crop.side, index / crop.side)
      return x >= content.x && x < content.x + content.width && y >= content.y && y < content.y + content.height
    }
    let restored = try crop.restore(
      FloatPicture(width: crop.side, height: crop.side, channels: 1, values: found.hidden))
    guard let hidden = MaskOverlap(label: label, mask: found.hidden.map { $0 > 0 }),
      let seen = MaskOverlap(label: label, mask: found.seen.map { $0 > 0 }),
      let outline = MaskOverlap(label: label, mask: found.outline.map { $0 > 0 }),
      let box = MaskOverlap(label: label, mask: inside),
      let painted = MaskOverlap(label: instance.pixels(in: crop.region), mask: restored.values.map { $0 > 0 })
    else { return nil }
    (self.hidden, self.seen, self.outline, self.box, self.painted) = (hidden, seen, outline, box, painted)
    isWholeBox = found.isWholeBox
  }
}
