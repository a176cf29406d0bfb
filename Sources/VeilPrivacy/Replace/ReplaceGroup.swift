internal import VeilMedia

/// The subjects of one frame that have one category and one size: a batch.
struct ReplaceGroup: Sendable {
  /// What they have in common.
  struct Key: Sendable, Hashable {
    let category: Int
    let side: Int
  }

  let category: ReplacedCategory
  /// Rows and columns of their single-instance images.
  let side: Int
  let frame: VideoFrame
  /// Every box of the frame.
  let boxes: [PixelRect]
  let latents: LatentSource
  let cover: ReplaceCover
  let timings: StageTimings?

  /// Crop, extract, generate (inspire section V-A).
  /// - Parameter subjects: with their places in the order of patching.
  func patches(of subjects: [(Int, ReplaceScene.Subject)]) async throws -> [InstancePatch] {
    let crops = try subjects.map {
      try InstanceCrop(region: $0.1.instance.region, side: side, quarterTurns: $0.1.instance.quarterTurns)
    }
    let batch = try measure(.crop) { try self.batch(subjects.map(\.1), crops) }
    let light = try measure(.crop) { try self.surroundings(of: crops) }
    let features = try await measure(.extract) { try await category.extractor.extract(batch) }
    let numbers = subjects.flatMap { place, subject in
      latents.latents(
        category.generator.latentCount, track: subject.instance.trackID, ticks: frame.timestamp.ticks, place: place)
    }
    let images = try await measure(.generate) {
      try await category.generator.synthesise(features, latents: numbers)
    }
    let made = try SynthesisedInstances(images: images, masks: features.masks)
    guard made.images.count == subjects.count, made.images.side == side else {
      throw ProtectionError(.shapeMismatch, "category \(category.name) did not make one image for every instance")
    }
    return try measure(.patch) {
      try subjects.indices.map { index in
        try InstancePatch(
          subjects[index].1.instance, crop: crops[index], image: made.images.image(index),
          mask: made.masks.image(index), outline: features.outlines.image(index), light: light[index],
          cover: cover)
      }
    }
  }

  private func batch(_ subjects: [ReplaceScene.Subject], _ crops: [InstanceCrop]) throws -> InstanceBatch {
    let images = try crops.map { try $0.levels(of: frame) }
    let facts = zip(subjects, crops).map { subject, crop in
      InstanceBatch.Facts(
        content: crop.content, marks: subject.marks.compactMap(crop.placed),
        others: subject.others.compactMap(crop.placed),
        isTiny: crop.square < ReplacedCategory.tiny,
        cutSides: CutSides(of: crop.region, inWidth: frame.format.width, height: frame.format.height)
          .turned(quarters: crop.quarterTurns))
    }
    return try InstanceBatch(images: InstanceImages(images, channels: 3, side: side), facts: facts)
  }

  private func surroundings(of crops: [InstanceCrop]) throws -> [Surroundings?] {
    let reader = FrameReader(frame)
    return try crops.map { try Surroundings(of: $0.region, avoiding: boxes, in: reader) }
  }

  private func measure<Result>(_ stage: StageTimings.Stage, _ work: () throws -> Result) rethrows -> Result {
    try timings?.measure(stage, work) ?? work()
  }

  private func measure<Result: Sendable>(
    _ stage: StageTimings.Stage, _ work: () async throws -> Result
  ) async rethrows -> Result {
    guard let timings else { return try await work() }
    return try await timings.measure(stage, work)
  }
}
