import VeilPrivacy
import VeilVision

/// Replaces people by one colour, which is all that is random about them.
struct InventedCategory: FeatureExtractor, Generator {
  let sizes = [64]
  let latentCount = 3
  let models: [DetectionsHeader.Model] = []

  static var suite: CategorySuite {
    get throws {
      CategorySuite([
        try ReplacedCategory(
          name: "invented", classes: [.person], sizes: [64], extractor: InventedCategory(),
          generator: InventedCategory())
      ])
    }
  }

  func extract(_ batch: InstanceBatch) async throws -> InstanceFeatures {
    let side = batch.images.side
    let values = [Float](repeating: 1, count: batch.facts.count * side * side)
    let masks = try InstanceImages(count: batch.facts.count, channels: 1, side: side, values: values)
    return try InstanceFeatures(masks: masks, auxiliary: masks)
  }

  func synthesise(_ features: InstanceFeatures, latents: [Float]) async throws -> InstanceImages {
    let side = features.masks.side
    let values = latents.flatMap { [Float](repeating: min(max(0.5 + 0.2 * $0, 0), 1), count: side * side) }
    return try InstanceImages(count: features.masks.count, channels: 3, side: side, values: values)
  }
}
