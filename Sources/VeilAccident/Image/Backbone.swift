package import VeilMedia
package import VeilVision

/// A network that describes a picture by a vector of numbers, trained by others on ImageNet (the sharing paper, "Image
/// classification": transfer learning on VGG16). Which network it is, is a matter of its manifest.
package struct Backbone: Sendable {
  private let model: CompiledModels
  private let pools: Bool

  /// Name of the model.
  package let name: String
  /// SHA-256 of the model's graph in hexadecimal.
  package let sha256: String
  /// How many numbers describe a picture, read from the model itself.
  package let featureSize: Int

  /// Reads, checks and compiles a model.
  ///
  /// - Parameters:
  ///   - store: where models are looked for.
  ///   - name: which one; nil: the preferred one that is there.
  ///   - threads: threads of the runtime; 0 leaves it to it.
  /// - Throws: `VisionError`: `modelMissing`, `modelHashMismatch`, `modelUnusable`.
  package static func load(from store: ModelStore, named name: String? = nil, threads: Int = 0) async throws -> Backbone
  {
    let manifest = try name.map { try store.manifest(named: $0) } ?? store.preferredPresent(for: .backbone)
    guard manifest.decoder.isEmbedding else {
      throw AccidentError(.mismatch, "model \(manifest.name) finds objects; choose one of role \(ModelRole.backbone)")
    }
    // Heads are trained on 32-bit features and must meet the same ones on every processor.
    let options = InferenceOptions(threads: threads, precision: .float32)
    let model = CompiledModels(try store.load(manifest), options: options, capacity: 1)
    let pools = manifest.decoder == .pooledEmbedding
    let blank = try Self.blank()
    let size = try await Self.features(of: blank, view: .whole, model: model, pools: pools).count
    return Backbone(
      model: model, pools: pools, name: manifest.name, sha256: model.model.sha256, featureSize: size)
  }

  /// The numbers that describe a picture.
  package func features(of frame: VideoFrame, view: FrameView = .whole) async throws -> [Float] {
    let features = try await Self.features(of: frame, view: view, model: model, pools: pools)
    guard features.count == featureSize, features.allSatisfy(\.isFinite) else {
      throw VisionError(.modelUnusable, "model \(name) does not answer with \(featureSize) numbers")
    }
    return features
  }

  private static func features(
    of frame: VideoFrame, view: FrameView, model: CompiledModels, pools: Bool
  ) async throws -> [Float] {
    let picture = try view.applied(to: frame)
    let region = view.region(width: picture.format.width, height: picture.format.height)
    let fit = model.model.manifest.fit
    let letterbox = fit.letterbox(for: region)
    let compiled = try await model.compiled(for: letterbox.input)
    return try await compiled.run(picture, letterbox, padding: fit.padding) { outputs in
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

  private static func blank() throws -> VideoFrame {
    let format = try PictureFormat(width: 64, height: 64, pixelFormatName: "yuv420p")
    var canvas = try FrameCanvas(format, at: Timestamp(ticks: 0, base: TimeBase(numerator: 1, denominator: 1)))
    try canvas.fillBlack()
    return try canvas.finish()
  }
}
