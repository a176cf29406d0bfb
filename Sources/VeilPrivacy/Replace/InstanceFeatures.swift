/// What a ``FeatureExtractor`` has found in a batch.
package struct InstanceFeatures: Sendable, Hashable {
  /// One channel each: 1 where the instance is, 0 elsewhere.
  package let masks: InstanceImages
  /// One channel each, 0...1, 0 outside the mask: edges, or parts of different instances.
  package let auxiliary: InstanceImages

  /// - Throws: ``ProtectionError`` when the two do not belong together.
  package init(masks: InstanceImages, auxiliary: InstanceImages) throws {
    guard masks.channels == 1, auxiliary.channels == 1, masks.count == auxiliary.count, masks.side == auxiliary.side
    else { throw ProtectionError(.shapeMismatch, "masks and auxiliary features are not of one number and size") }
    self.masks = masks
    self.auxiliary = auxiliary
  }
}
