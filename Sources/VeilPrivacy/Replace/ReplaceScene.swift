internal import VeilMedia
internal import VeilVision

/// The instances of one frame, sorted into what is replaced by which category and what is only hidden.
struct ReplaceScene: Sendable {
  /// An instance that a category replaces.
  struct Subject: Sendable {
    let instance: Instance
    let category: Int
    /// Faces and plates found in it, in pixels of the frame.
    let marks: [PixelRect]
    /// Boxes of other instances that touch it, in ascending size.
    let others: [PixelRect]
  }

  /// In the order of painting: people after everything else, and both in ascending box size.
  ///
  /// The paper's order is box size alone. Whoever rides a bicycle or walks past a car has the smaller box and would vanish behind
  /// it; a person's mask holds only what is seen of the person, so that painting it last hides nothing that was in front.
  let subjects: [Subject]
  /// Faces and plates, and boxes of which nobody knows what is in them.
  let hidden: [Instance]
  /// Boxes of tracks that the detector was never sure of: to be hidden, and no reason to invent anybody.
  let vague: [Instance]
  /// Every box of the frame.
  let boxes: [PixelRect]

  /// - Parameter sure: confidence from which somebody is invented, 0...1.
  init(_ instances: [Instance], suite: CategorySuite, format: PictureFormat, sure: Double) {
    let clipped = instances.inPatchOrder().compactMap { instance -> Instance? in
      guard let region = instance.region.clipped(toWidth: format.width, height: format.height) else { return nil }
      var inside = instance
      inside.region = region
      return inside
    }
    boxes = clipped.map(\.region)
    let indexed = clipped.map { instance in
      (instance, suite.categories.firstIndex { $0.classes.contains(instance.category) })
    }
    hidden = indexed.filter { $0.1 == nil }.map(\.0)
    let marks = hidden.filter { AttributesProtection.categories.contains($0.category) }.map(\.region)
    let known = indexed.filter { $0.1 != nil }
    vague = known.map(\.0).filter { $0.confidence < sure }
    let replaced = known.filter { $0.0.confidence >= sure }
    let (people, things) = (replaced.filter { $0.0.category == .person }, replaced.filter { $0.0.category != .person })
    subjects = (things + people).compactMap { instance, category in
      guard let category else { return nil }
      let others = replaced.filter { $0.0 != instance && $0.0.region.touches(instance.region) }.map(\.0.region)
      return Subject(
        instance: instance, category: category, marks: marks.filter { $0.touches(instance.region) }, others: others)
    }
  }
}

extension PixelRect {
  /// True if the two share a pixel.
  func touches(_ other: PixelRect) -> Bool {
    x < other.x + other.width && other.x < x + width && y < other.y + other.height && other.y < y + height
  }
}
