import VeilMedia
package import VeilPrivacy
import VeilVision

/// Makes the masks that `replace` makes, with its curator and its extractors.
package struct MaskMaker: Sendable {
  /// A mask at its place.
  struct Made {
    let crop: InstanceCrop
    let found: FoundMask

    /// One of its maps in pixels of the box, row by row, 0...1.
    func restored(_ values: [Float]) throws -> [Float] {
      try crop.restore(FloatPicture(width: crop.side, height: crop.side, channels: 1, values: values)).values
    }
  }

  private let suite: CategorySuite
  /// By how much boxes grow before they are cut out.
  package let padding: Padding

  /// - Parameters:
  ///   - suite: whose masks.
  ///   - padding: of boxes; none takes them as they are.
  package init(suite: CategorySuite, padding: Padding) {
    self.suite = suite
    self.padding = padding
  }

  /// Names of the networks, of each category.
  package var models: [String] {
    suite.categories.map { "\($0.name): \($0.extractor.models.map(\.name).joined(separator: ", "))" }
  }

  /// The masks of boxes of one frame, in their order; nil for a group that nothing replaces.
  /// - Throws: ``EvaluationError`` for a category without a mask network; what networks throw.
  func masks(of boxes: [(group: ObjectGroup, box: PixelRect)], in frame: VideoFrame) async throws -> [Made?] {
    var result = [Made?](repeating: nil, count: boxes.count)
    for (index, entry) in boxes.enumerated() {
      guard let category = category(for: entry.group), let crop = try crop(of: entry.box, entry.group, in: frame.format)
      else { continue }
      result[index] = Made(crop: crop, found: try await mask(crop, category, in: frame))
    }
    return result
  }

  /// How a box is cut out; nil for a group that nothing replaces.
  func crop(of box: PixelRect, _ group: ObjectGroup, in format: PictureFormat) throws -> InstanceCrop? {
    guard let category = category(for: group) else { return nil }
    let wide = Box(box).padded(byFraction: padding.fraction, minimum: padding.minimum)
    let region = wide.roundedDown(inWidth: format.width, height: format.height) ?? box
    return try InstanceCrop(region: region, side: category.size(forSquare: max(region.width, region.height)))
  }

  private func category(for group: ObjectGroup) -> ReplacedCategory? {
    suite.categories.first { $0.classes.contains(group.category) }
  }

  private func mask(_ crop: InstanceCrop, _ category: ReplacedCategory, in frame: VideoFrame) async throws -> FoundMask
  {
    guard let extractor = category.extractor as? MaskExtractor else {
      throw EvaluationError(.usage, "category \(category.name) has no mask network that could be measured")
    }
    let facts = InstanceBatch.Facts(
      content: crop.content, isTiny: crop.square < ReplacedCategory.tiny,
      cutSides: CutSides(of: crop.region, inWidth: frame.format.width, height: frame.format.height))
    let batch = try InstanceBatch(
      images: InstanceImages([crop.levels(of: frame)], channels: 3, side: crop.side), facts: [facts])
    guard let found = try await extractor.masks(of: batch).first else {
      throw EvaluationError(.usage, "category \(category.name) made no mask")
    }
    return found
  }
}

extension Box {
  init(_ rect: PixelRect) {
    self.init(x: Double(rect.x), y: Double(rect.y), width: Double(rect.width), height: Double(rect.height))
  }
}
