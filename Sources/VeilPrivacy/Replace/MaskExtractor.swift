internal import VeilMedia

/// The feature extractor of the delivered categories: masks by a network, and one of the auxiliary features.
package struct MaskExtractor: FeatureExtractor {
  private let network: MaskNetwork
  private let feature: AuxiliaryFeature
  private let filter: EdgeFilter

  package init(_ network: MaskNetwork, feature: AuxiliaryFeature, filter: EdgeFilter) {
    self.network = network
    self.feature = feature
    self.filter = filter
  }

  package var models: [DetectionsHeader.Model] { [network.model] }

  package func extract(_ batch: InstanceBatch) async throws -> InstanceFeatures {
    let side = batch.images.side
    let found = try await masks(of: batch)
    var auxiliary: [Float] = []
    for (index, facts) in batch.facts.enumerated() {
      let image = batch.images.values[index * batch.images.length..<(index + 1) * batch.images.length]
      auxiliary += try described(image, found[index].outline, facts, side: side)
    }
    let count = batch.facts.count
    return try InstanceFeatures(
      masks: InstanceImages(count: count, channels: 1, side: side, values: found.flatMap(\.hidden)),
      auxiliary: InstanceImages(count: count, channels: 1, side: side, values: auxiliary),
      outlines: InstanceImages(count: count, channels: 1, side: side, values: found.flatMap(\.outline)))
  }

  /// The masks of a batch, and how they came about: as ``extract(_:)`` uses them.
  package func masks(of batch: InstanceBatch) async throws -> [FoundMask] {
    let side = batch.images.side
    let confidence = try await network.confidence(of: batch.images)
    let rules = network.rules(side: side)
    return batch.facts.enumerated().map { index, facts in
      let image = batch.images.values[index * batch.images.length..<(index + 1) * batch.images.length]
      let values = confidence.values[index * side * side..<(index + 1) * side * side]
      let found = rules.masks(values, facts)
      let outline =
        found.seen.map { rules.outline(of: $0, image: image, facts) }
        ?? InscribedShape.outline(in: facts.content, side: side, cut: facts.cutSides)
      return FoundMask(
        hidden: found.hidden, seen: found.seen ?? rules.rounded(values, in: facts.content), outline: outline,
        isWholeBox: found.isWholeBox)
    }
  }

  /// The auxiliary feature, nothing outside of the outline.
  private func described(
    _ image: ArraySlice<Float>, _ outline: [Float], _ facts: InstanceBatch.Facts, side: Int
  ) throws -> [Float] {
    switch feature {
    case .mask: return [Float](repeating: 0, count: side * side)
    case .instances: return zip(parts(facts.others, side: side), outline).map { $0 * $1 }
    case .edges:
      // The outline itself is no edge: a generator takes what is beyond an edge for background.
      let inner = SquareFilter.minimum(
        outline.map { $0 > 0 ? 1 : 0 } as [UInt8], width: side, height: side, radius: max(1, side / 64))
      return zip(try edges(image, side: side), inner).map { $0 * Float($1) }
    }
  }

  private func edges(_ values: ArraySlice<Float>, side: Int) throws -> [Float] {
    let picture = try LevelPicture(width: side, height: side, channels: 3, levels: values.map(Self.level))
    return try picture.edges(filter).levels.map { $0 > 0 ? 1 : 0 }
  }

  /// 1 for the instance itself, less for each of the others, the largest, which covers the rest, last.
  private func parts(_ others: [PixelRect], side: Int) -> [Float] {
    var values = [Float](repeating: 1, count: side * side)
    for (number, other) in others.enumerated() {
      guard let other = other.clipped(toWidth: side, height: side) else { continue }
      let value = Float(number + 1) / Float(others.count + 1)
      for y in other.y..<other.y + other.height {
        for x in other.x..<other.x + other.width { values[y * side + x] = value }
      }
    }
    return values
  }

  private static func level(_ value: Float) -> UInt8 { UInt8(min(max((value * 255).rounded(), 0), 255)) }
}
