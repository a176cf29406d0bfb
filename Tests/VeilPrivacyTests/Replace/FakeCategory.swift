import VeilMedia
import VeilVision

@testable import VeilPrivacy

/// A category without networks: masks and colours are told by the test.
struct FakeCategory: FeatureExtractor, Generator {
  /// The mask of an image: side, box in the image.
  var mask: @Sendable (Int, InstanceBatch.Facts) -> [Float] = { side, _ in [Float](repeating: 1, count: side * side) }
  /// What of it the invented instance fills; nil: all of it.
  var outline: (@Sendable (Int, InstanceBatch.Facts) -> [Float])?
  /// The colour of an instance, 0...1, by its first latent; nil: by the latents.
  var colour: [Float]?
  let sizes: [Int]
  let latentCount = 3
  let models: [DetectionsHeader.Model] = []

  init(
    sizes: [Int] = [32, 64], colour: [Float]? = nil,
    mask: (@Sendable (Int, InstanceBatch.Facts) -> [Float])? = nil,
    outline: (@Sendable (Int, InstanceBatch.Facts) -> [Float])? = nil
  ) {
    self.outline = outline
    self.sizes = sizes
    self.colour = colour
    if let mask { self.mask = mask }
  }

  func extract(_ batch: InstanceBatch) async throws -> InstanceFeatures {
    let side = batch.images.side
    let masks = try InstanceImages(
      count: batch.facts.count, channels: 1, side: side, values: batch.facts.flatMap { mask(side, $0) })
    let outlines = try outline.map { outline in
      try InstanceImages(
        count: batch.facts.count, channels: 1, side: side, values: batch.facts.flatMap { outline(side, $0) })
    }
    return try InstanceFeatures(masks: masks, auxiliary: masks, outlines: outlines)
  }

  func synthesise(_ features: InstanceFeatures, latents: [Float]) async throws -> InstanceImages {
    let side = features.masks.side
    let values = (0..<features.masks.count).flatMap { index in
      (0..<3).flatMap { channel in
        let latent = 0.5 + 0.1 * latents[index * latentCount + channel]
        return [Float](repeating: min(max(colour?[channel] ?? latent, 0), 1), count: side * side)
      }
    }
    return try InstanceImages(count: features.masks.count, channels: 3, side: side, values: values)
  }

  /// A protection that replaces classes by this category.
  func protection(
    classes: [VeilVision.Category] = [.car, .plate], options: ReplaceOptions = ReplaceOptions()
  ) throws -> ReplaceProtection {
    try ReplaceProtection(
      CategorySuite([
        ReplacedCategory(name: "fake", classes: classes, sizes: sizes, extractor: self, generator: self)
      ]), options: options)
  }

  /// A mask that is 1 in a quarter of the box, in its middle.
  static let middle: @Sendable (Int, InstanceBatch.Facts) -> [Float] = { side, facts in
    let box = facts.content
    return (0..<side * side).map { index in
      let (x, y) = (index % side, index / side)
      return abs(2 * x - 2 * box.x - box.width) < box.width / 2 && abs(2 * y - 2 * box.y - box.height) < box.height / 2
        ? 1 : 0
    }
  }

  /// A mask that is 1 in the left half of the box.
  static let leftHalf: @Sendable (Int, InstanceBatch.Facts) -> [Float] = { side, facts in
    (0..<side * side).map { $0 % side < facts.content.x + facts.content.width / 2 ? 1 : 0 }
  }
}
