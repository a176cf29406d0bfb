package import VeilMedia

/// Replaces every instance by one that does not exist: INSPIRE (Li et al. 2023), the paper's own method.
///
/// The curator crops, the categories' extractors and generators work side by side, and the curator patches in ascending
/// box size, people last. Faces and plates extend the mask of the instance that they are in; they, and boxes of no category that
/// could be replaced, are also blurred (sealed, see ``BlurProtection``), so that a part outside of a mask is hidden too.
/// Where the detector was never sure that there is anybody, the box is pixelated and nobody is invented: a film that shows
/// people and cars who were not there would be a bad witness.
/// What was painted is counted: an instance that was not is an error.
package struct ReplaceProtection: Protection {
  package let name = "replace"
  private let suite: CategorySuite
  private let latents: LatentSource
  private let sure: Double
  private let cover: ReplaceCover
  private let blur: BlurProtection
  private let mosaic: PixelateProtection
  private let timings: StageTimings?

  /// - Parameters:
  ///   - suite: what replaces which categories.
  ///   - options: identity and seed; a new key is drawn for every protection.
  ///   - timings: told how long each stage takes.
  /// - Throws: ``ProtectionError`` when an option is out of range.
  package init(_ suite: CategorySuite, options: ReplaceOptions = ReplaceOptions(), timings: StageTimings? = nil) throws
  {
    self.suite = suite
    self.timings = timings
    latents = LatentSource(mode: options.identity, seed: options.seed)
    sure = options.inventConfidence
    cover = options.cover
    blur = try BlurProtection(samples: 8)
    mosaic = try PixelateProtection()
  }

  package func apply(to canvas: inout FrameCanvas, from frame: VideoFrame, instances: [Instance]) async throws {
    let scene = ReplaceScene(instances, suite: suite, format: frame.format, sure: sure)
    try mosaic.apply(to: &canvas, from: frame, instances: scene.vague)
    try blur.apply(to: &canvas, from: frame, instances: scene.hidden)
    let patches = try await patches(of: scene, in: frame)
    try measure(.patch) {
      try canvas.paint(
        from: frame,
        with: BackdropPainter(
          format: frame.format, patches: patches, hidden: (scene.hidden + scene.vague).map(\.region)))
      try canvas.paint(
        from: frame, with: PatchPainter(format: frame.format, encoding: ColourEncoding(frame), patches: patches))
    }
    guard patches.count == scene.subjects.count, patches.allSatisfy(\.isSolid) else {
      throw ProtectionError(
        .notPainted,
        "\(scene.subjects.count) instances were to be replaced and \(patches.count) were; nothing is written")
    }
  }

  /// The patches of all subjects in the scene's order of painting, categories and sizes side by side.
  private func patches(of scene: ReplaceScene, in frame: VideoFrame) async throws -> [InstancePatch] {
    let numbered = Array(scene.subjects.enumerated())
    let groups = Dictionary(grouping: numbered) { _, subject in
      let region = subject.instance.region
      let category = suite.categories[subject.category]
      return ReplaceGroup.Key(
        category: subject.category, side: category.size(forSquare: max(region.width, region.height)))
    }
    let found = try await withThrowingTaskGroup(of: [(Int, InstancePatch)].self) { tasks in
      for (key, members) in groups {
        let group = ReplaceGroup(
          category: suite.categories[key.category], side: key.side, frame: frame, boxes: scene.boxes, latents: latents,
          cover: cover, timings: timings)
        tasks.addTask {
          let patches = try await group.patches(of: members.map { ($0.offset, $0.element) })
          return Array(zip(members.map(\.offset), patches))
        }
      }
      return try await tasks.reduce(into: []) { $0 += $1 }
    }
    return found.sorted { $0.0 < $1.0 }.map(\.1)
  }

  private func measure<Result>(_ stage: StageTimings.Stage, _ work: () throws -> Result) rethrows -> Result {
    try timings?.measure(stage, work) ?? work()
  }
}
