package import VeilVision

/// An object that a person marked in a picture.
package struct LabelledObject: Sendable, Hashable {
  package var group: ObjectGroup
  /// In pixels of the picture as stored.
  package var box: Box
  /// True where the label encloses a rider together with the two-wheeler (KITTI's `Cyclist`), so that the union of a
  /// person and a two-wheeler may match it too.
  package var enclosesTwoWheeler: Bool
  /// The same number for the same object in every picture of a sequence; nil for single pictures.
  package var track: Int?

  package init(group: ObjectGroup, box: Box, enclosesTwoWheeler: Bool = false, track: Int? = nil) {
    self.group = group
    self.box = box
    self.enclosesTwoWheeler = enclosesTwoWheeler
    self.track = track
  }
}
