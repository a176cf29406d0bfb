package import VeilVision

/// A network that says for every pixel of a single-instance image how sure it is that the instance is there: the paper's
/// small UNet.
package struct MaskNetwork: Sendable {
  private let network: SquareNetwork
  private let manifest: ImageModelManifest

  /// - Throws: `VisionError` with code `modelUnusable` when the model does not take pictures of its manifest's sizes.
  package init(_ model: ImageModel, options: InferenceOptions = InferenceOptions()) throws {
    manifest = model.manifest
    let input = manifest.input
    network = try SquareNetwork(model, options: options) { [TensorInput(input.name, shape: [0, 3, $0, $0])] }
  }

  package var model: DetectionsHeader.Model {
    DetectionsHeader.Model(role: network.role.rawValue, name: network.name, sha256: network.sha256)
  }

  /// What makes masks of the confidence for images of a side.
  func rules(side: Int) -> MaskRules { MaskRules(side: side, manifest) }

  /// The confidence for every pixel, 0...1, one channel of the images' side.
  ///
  /// Images smaller than what the network was made for are enlarged for it.
  package func confidence(of images: InstanceImages) async throws -> InstanceImages {
    let side = network.sizes.first { $0 >= images.side } ?? network.sizes.last ?? images.side
    let scaled = try resized(images, to: side)
    let found = try await network.run(side: side, count: images.count, values: [numbers(of: scaled)])
    guard found.count == images.count * side * side else {
      throw VisionError(
        .modelUnusable,
        "model \(network.name) gives \(found.count) numbers for \(images.count) images of \(side)×\(side), not one a pixel"
      )
    }
    let (low, span) = (manifest.output.low, manifest.output.span)
    let confidence = found.map { ($0 - low) / span }
    return try resized(
      InstanceImages(count: images.count, channels: 1, side: side, values: confidence), to: images.side)
  }

  private func resized(_ images: InstanceImages, to side: Int) throws -> InstanceImages {
    if images.side == side { return images }
    let pictures = try (0..<images.count).map { try images.image($0).resized(width: side, height: side) }
    return try InstanceImages(pictures, channels: images.channels, side: side)
  }

  /// Colours as the network wants them.
  private func numbers(of images: InstanceImages) -> [Float] {
    let (low, span) = (manifest.input.low, manifest.input.span)
    let scaled = images.values.map { $0 * span + low }
    return manifest.input.channels == .bgr ? scaled.swappingRedAndBlue(plane: images.side * images.side) : scaled
  }
}
