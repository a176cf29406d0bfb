package import VeilMedia
package import VeilVision

/// A network that makes numbers of a face whose angles tell faces apart. Which network it is, is a matter of its manifest:
/// role `face-embedder`, decoder `embedding` or `embedding-pooled`.
package struct FaceEmbedder: Sendable {
  private let model: CompiledModels
  private let pools: Bool

  /// Name of the model.
  package let name: String
  /// SHA-256 of the model's graph in hexadecimal: numbers of different networks say nothing of each other.
  package let sha256: String
  /// The largest distance of a sure match in bits, where the manifest names one (`thresholds`, `match-distance`).
  package let matchDistance: Int?

  /// Reads, checks and compiles a model.
  /// - Throws: ``VisionError``: `unknownModel`, `modelMissing`, `modelHashMismatch`, `modelUnusable`.
  package static func load(from store: ModelStore, named name: String? = nil) async throws -> FaceEmbedder {
    let manifest = try name.map { try store.manifest(named: $0) } ?? store.preferredPresent(for: .faceEmbedder)
    guard manifest.decoder.isEmbedding else {
      throw VisionError(.modelUnusable, "model \(manifest.name) finds objects and does not describe faces")
    }
    // Templates are compared for years and have to be the same on every processor.
    let model = CompiledModels(
      try store.load(manifest), options: InferenceOptions(threads: 1, precision: .float32), capacity: 1)
    let distance = manifest.thresholds["match-distance"].flatMap { Int(exactly: $0.rounded()) }
    return FaceEmbedder(
      model: model, pools: manifest.decoder == .pooledEmbedding, name: manifest.name, sha256: model.model.sha256,
      matchDistance: distance)
  }

  /// The numbers of a face.
  /// - Throws: ``VisionError``
  package func embedding(of face: PixelRect, in frame: VideoFrame) async throws -> [Float] {
    let fit = model.model.manifest.fit
    let letterbox = fit.letterbox(for: face)
    let compiled = try await model.compiled(for: letterbox.input)
    let values = try await compiled.run(frame, letterbox, padding: fit.padding) { [pools] outputs in
      let tensor = try outputs.tensor(0)
      return pools ? Self.pooled(tensor) : Array(tensor.values)
    }
    guard values.allSatisfy(\.isFinite) else {
      throw VisionError(.modelUnusable, "model \(name) answered with something that is no number")
    }
    return values
  }

  /// The mean of each channel of a map N × C × H × W.
  private static func pooled(_ tensor: TensorView) -> [Float] {
    guard tensor.shape.count == 4, tensor.shape[1] > 0 else { return Array(tensor.values) }
    let area = tensor.shape[2] * tensor.shape[3]
    return (0..<tensor.shape[1]).map { channel in
      tensor.values[channel * area..<(channel + 1) * area].reduce(0, +) / Float(max(1, area))
    }
  }
}

extension ModelRole {
  /// Describes a face by a vector of numbers.
  package static let faceEmbedder = ModelRole("face-embedder")
}
