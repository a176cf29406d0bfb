/// What a ``FeatureExtractor`` has found in a batch.
package struct InstanceFeatures: Sendable, Hashable {
  /// One channel each: 1 where something of the instance may be, 0 elsewhere. All of it is hidden.
  package let masks: InstanceImages
  /// One channel each: 1 where an instance is invented, 0 elsewhere; inside the masks.
  package let outlines: InstanceImages
  /// One channel each, 0...1, 0 outside the outlines: edges, or parts of different instances.
  package let auxiliary: InstanceImages

  /// - Parameter outlines: the masks if it is nil.
  /// - Throws: ``ProtectionError`` when they do not belong together.
  package init(masks: InstanceImages, auxiliary: InstanceImages, outlines: InstanceImages? = nil) throws {
    let outlines = outlines ?? masks
    guard
      [masks, auxiliary, outlines].allSatisfy({
        $0.channels == 1 && $0.count == masks.count && $0.side == masks.side
      })
    else {
      throw ProtectionError(.shapeMismatch, "masks, outlines and auxiliary features are not of one number and size")
    }
    self.masks = masks
    self.outlines = outlines
    self.auxiliary = auxiliary
  }
}
