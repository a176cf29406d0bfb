package import VeilMedia
package import VeilVision

/// A network that describes a picture by a vector of numbers, trained by others on ImageNet (the sharing paper, "Image
/// classification": transfer learning on VGG16). Which network it is, is a matter of its manifest.
package struct Backbone: Sendable {
  private let embedder: PictureEmbedder

  /// Name of the model.
  package var name: String { embedder.manifest.name }
  /// SHA-256 of the model's graph in hexadecimal.
  package var sha256: String { embedder.sha256 }
  /// How many numbers describe a picture, read from the model itself.
  package var featureSize: Int { embedder.size }

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
    return Backbone(embedder: try await PictureEmbedder.load(try store.load(manifest), options: options))
  }

  /// The numbers that describe a picture.
  package func features(of frame: VideoFrame, view: FrameView = .whole) async throws -> [Float] {
    let picture = try view.applied(to: frame)
    return try await embedder.embedding(
      of: picture, region: view.region(width: picture.format.width, height: picture.format.height))
  }
}
