/// What a ``Generator`` has made of a batch.
package struct SynthesisedInstances: Sendable, Hashable {
  /// The invented instances: red, green and blue.
  package let images: InstanceImages
  /// One channel each: 1 where the image replaces the original, 0 where the original stays.
  package let masks: InstanceImages

  /// - Throws: ``ProtectionError`` when images and masks do not belong together, or a mask leaves 0...1: such a mask
  ///   could let the original through.
  package init(images: InstanceImages, masks: InstanceImages) throws {
    guard images.channels == 3, masks.channels == 1, images.count == masks.count, images.side == masks.side else {
      throw ProtectionError(.shapeMismatch, "a generator's images and masks are not of one number and size")
    }
    guard masks.values.allSatisfy({ (0...1).contains($0) }), images.values.allSatisfy(\.isFinite) else {
      throw ProtectionError(.shapeMismatch, "a generator's masks are not within 0 and 1, or its images not numbers")
    }
    self.images = images
    self.masks = masks
  }
}
