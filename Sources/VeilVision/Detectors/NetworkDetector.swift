package import VeilMedia

/// One network that looks at a whole picture, or at a part of it, at one scale.
package struct NetworkDetector: Detector {
  package let categories: Set<Category>
  package let fit: PictureFit

  private let models: CompiledModels
  private let decoder: any OutputDecoder
  private let classes: ClassTable
  private let suppression: NonMaximumSuppression

  /// - Parameters:
  ///   - models: the network, shared by all detectors that use it.
  ///   - categories: what to look for; others that the network knows are ignored.
  ///   - fit: how to bring pictures into the input, where that differs from the manifest.
  ///   - suppression: how to drop duplicates, where that differs from the manifest.
  ///   - threshold: lowest score for a category, where that differs from the manifest.
  package init(
    _ models: CompiledModels, categories: Set<Category>, fit: PictureFit? = nil,
    suppression: NonMaximumSuppression? = nil, threshold: ((Category) -> Double)? = nil
  ) {
    let manifest = models.model.manifest
    let groups = manifest.suppression.groups
    self.models = models
    self.categories = categories.filter { !manifest.classes(for: $0, groups: groups).isEmpty }
    self.fit = fit ?? manifest.fit
    self.suppression = suppression ?? manifest.suppression
    decoder = manifest.decoder.decoder
    classes = ClassTable(
      manifest, wanted: self.categories, groups: groups, threshold: threshold ?? manifest.threshold(for:))
  }

  /// Compiles the network for a region's size, so that the first frame does not wait and a model that cannot be used is
  /// known before.
  package func prepare(for region: PixelRect) async throws {
    _ = try await models.compiled(for: fit.letterbox(for: region).input)
  }

  package func detect(in frame: VideoFrame) async throws -> [Detection] {
    try await detect(in: frame, region: PixelRect(x: 0, y: 0, width: frame.format.width, height: frame.format.height))
  }

  /// The objects in a part of the picture, boxes in the whole frame's pixels, cut at the region's edges.
  package func detect(in frame: VideoFrame, region: PixelRect) async throws -> [Detection] {
    let letterbox = fit.letterbox(for: region)
    let compiled = try await models.compiled(for: letterbox.input)
    return try await compiled.run(frame, letterbox, padding: fit.padding) { outputs in
      let found = try decoder.decode(outputs, input: letterbox.input, classes: classes)
      return suppression.apply(
        to: found.compactMap { detection in
          var detection = detection
          detection.box = letterbox.toPicture(detection.box).clipped(to: region)
          return detection.box.isValid && detection.confidence.isFinite ? detection : nil
        })
    }
  }
}
