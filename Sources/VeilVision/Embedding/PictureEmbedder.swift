package import VeilMedia

/// A network that describes a picture, or a part of it, by a vector of numbers.
package struct PictureEmbedder: Sendable {
  private let model: CompiledModels
  private let pools: Bool
  /// How many numbers describe a picture, read from the network itself.
  package let size: Int

  /// What is known of the network.
  package var manifest: ModelManifest { model.model.manifest }
  /// SHA-256 of the network's graph in hexadecimal.
  package var sha256: String { model.model.sha256 }

  /// Compiles a network and asks it how many numbers it answers with.
  /// - Throws: ``VisionError`` `modelUnusable` when it does not describe pictures.
  package static func load(
    _ model: VerifiedModel, options: InferenceOptions = InferenceOptions()
  ) async throws -> PictureEmbedder {
    guard model.manifest.decoder.isEmbedding else {
      throw VisionError(
        .modelUnusable, "model \(model.manifest.name) finds objects and does not describe them; name another one")
    }
    let compiled = CompiledModels(model, options: options, capacity: 1)
    let pools = model.manifest.decoder == .pooledEmbedding
    let blank = try Self.blank()
    let size = try await embed(blank, Self.whole(blank), compiled, pools: pools).count
    return PictureEmbedder(model: compiled, pools: pools, size: size)
  }

  /// The numbers that describe a part of a picture.
  /// - Parameters:
  ///   - frame: the picture.
  ///   - region: the part, inside the picture; nil: all of it.
  /// - Throws: ``VisionError`` `modelUnusable` when the network answers with other numbers than before.
  package func embedding(of frame: VideoFrame, region: PixelRect? = nil) async throws -> [Float] {
    let values = try await Self.embed(frame, region ?? Self.whole(frame), model, pools: pools)
    guard values.count == size, values.allSatisfy(\.isFinite) else {
      throw VisionError(.modelUnusable, "model \(manifest.name) does not answer with \(size) numbers")
    }
    return values
  }

  private static func embed(
    _ frame: VideoFrame, _ region: PixelRect, _ model: CompiledModels, pools: Bool
  ) async throws -> [Float] {
    let fit = model.model.manifest.fit
    let letterbox = fit.letterbox(for: region)
    let compiled = try await model.compiled(for: letterbox.input)
    return try await compiled.run(frame, letterbox, padding: fit.padding) { outputs in
      let tensor = try outputs.tensor(0)
      return pools ? pooled(tensor) : Array(tensor.values)
    }
  }

  /// The mean of each channel of a map N × C × H × W.
  private static func pooled(_ tensor: TensorView) -> [Float] {
    guard tensor.shape.count == 4, tensor.shape[1] > 0 else { return Array(tensor.values) }
    let area = tensor.shape[2] * tensor.shape[3]
    return (0..<tensor.shape[1]).map { channel in
      tensor.values[channel * area..<(channel + 1) * area].reduce(0, +) / Float(max(1, area))
    }
  }

  private static func whole(_ frame: VideoFrame) -> PixelRect {
    PixelRect(x: 0, y: 0, width: frame.format.width, height: frame.format.height)
  }

  private static func blank() throws -> VideoFrame {
    let format = try PictureFormat(width: 64, height: 64, pixelFormatName: "yuv420p")
    var canvas = try FrameCanvas(format, at: Timestamp(ticks: 0, base: TimeBase(numerator: 1, denominator: 1)))
    try canvas.fillBlack()
    return try canvas.finish()
  }
}
