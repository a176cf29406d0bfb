package import VeilVision

/// A generator that is a network: the paper's conditional GAN (inspire section V-D).
///
/// Two inputs: a condition (mask and auxiliary feature, N × 2 × S × S) and latents (N × L). One output: red, green and
/// blue, N × 3 × S × S. Names and ranges are the manifest's.
package struct NetworkGenerator: Generator {
  private let network: SquareNetwork
  private let manifest: ImageModelManifest
  private let described: ImageModelManifest.Latents

  /// - Throws: `VisionError` with code `modelUnusable` when the model has other inputs or other sizes than its manifest.
  package init(_ model: ImageModel, options: InferenceOptions = InferenceOptions()) throws {
    manifest = model.manifest
    guard let latents = manifest.latents else {
      throw VisionError(.modelUnusable, "model \(manifest.name) takes no latents; it is no generator")
    }
    described = latents
    let condition = manifest.input.name
    network = try SquareNetwork(model, options: options) {
      [TensorInput(condition, shape: [0, 2, $0, $0]), TensorInput(latents.name, shape: [0, latents.count])]
    }
  }

  package var latentCount: Int { described.count }

  package var sizes: [Int] { network.sizes }

  package var models: [DetectionsHeader.Model] {
    [DetectionsHeader.Model(role: network.role.rawValue, name: network.name, sha256: network.sha256)]
  }

  package func synthesise(_ features: InstanceFeatures, latents: [Float]) async throws -> InstanceImages {
    let (count, side) = (features.masks.count, features.masks.side)
    guard latents.count == count * latentCount else {
      throw ProtectionError(
        .shapeMismatch, "\(count) instances take \(count * latentCount) latents, not \(latents.count)")
    }
    let plane = side * side
    var condition: [Float] = []
    condition.reserveCapacity(2 * count * plane)
    let input = manifest.input
    for index in 0..<count {
      condition += features.outlines.values[index * plane..<(index + 1) * plane]
      condition += features.auxiliary.values[index * plane..<(index + 1) * plane]
    }
    if input.range != [0, 1] { condition = condition.map { $0 * input.span + input.low } }
    let found = try await network.run(side: side, count: count, values: [condition, cut(latents)])
    guard found.count == 3 * count * plane, found.allSatisfy(\.isFinite) else {
      throw VisionError(
        .modelUnusable, "model \(network.name) did not give \(count) pictures of \(side)×\(side) in three colours")
    }
    let plain = found.map { min(max(($0 - manifest.output.low) / manifest.output.span, 0), 1) }
    return try InstanceImages(count: count, channels: 3, side: side, values: inOrder(plain, plane: plane))
  }

  /// Latents as the manifest describes them.
  private func cut(_ latents: [Float]) -> [Float] {
    let (deviation, limit) = (described.deviation ?? 1, described.limit ?? .greatestFiniteMagnitude)
    return latents.map { min(max($0 * deviation, -limit), limit) }
  }

  private func inOrder(_ values: [Float], plane: Int) -> [Float] {
    manifest.output.channels == .bgr ? values.swappingRedAndBlue(plane: plane) : values
  }
}

extension [Float] {
  /// Pictures of three channels with the first and the last channel exchanged.
  /// - Parameter plane: values of one channel of one picture.
  func swappingRedAndBlue(plane: Int) -> [Float] {
    var result: [Float] = []
    result.reserveCapacity(count)
    for picture in stride(from: 0, to: count, by: 3 * plane) {
      for channel in [2, 1, 0] {
        let start = picture + channel * plane
        result += self[start..<start + plane]
      }
    }
    return result
  }
}
