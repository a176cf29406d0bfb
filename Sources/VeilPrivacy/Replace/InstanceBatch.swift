package import VeilMedia

/// Single-instance images of one category and size, and what the curator knows of them.
package struct InstanceBatch: Sendable {
  /// What the curator knows of one image, in pixels of the image.
  package struct Facts: Sendable, Hashable {
    /// Where the box lies; around it are zeros.
    package var content: PixelRect
    /// Faces and plates that were found in the box.
    package var marks: [PixelRect]
    /// Boxes of other instances that overlap this one, in ascending size.
    package var others: [PixelRect]
    /// True for an instance of so few pixels that no outline can be told: its mask is the whole box.
    package var isTiny: Bool
    /// Where the instance goes on beyond the picture.
    package var cutSides: CutSides

    package init(
      content: PixelRect, marks: [PixelRect] = [], others: [PixelRect] = [], isTiny: Bool = false,
      cutSides: CutSides = []
    ) {
      self.content = content
      self.marks = marks
      self.others = others
      self.isTiny = isTiny
      self.cutSides = cutSides
    }
  }

  /// Red, green and blue, 0...1, zeros around the box.
  package let images: InstanceImages
  /// As many as images.
  package let facts: [Facts]

  /// - Throws: ``ProtectionError`` when images and facts are not of one number.
  package init(images: InstanceImages, facts: [Facts]) throws {
    guard images.channels == 3, images.count == facts.count else {
      throw ProtectionError(.shapeMismatch, "\(images.count) images of instances come with \(facts.count) boxes")
    }
    self.images = images
    self.facts = facts
  }
}
