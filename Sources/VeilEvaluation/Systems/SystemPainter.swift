import VeilMedia
package import VeilPrivacy
package import VeilVision

/// Hides in single frames exactly what a run of `veilcam protect` would hide there, by one of the compared systems.
package struct SystemPainter: Sendable {
  package let system: EvaluatedSystem
  private let painter: FramePainter
  /// The same system in the hands of an adversary; nil if it would paint the same.
  private let rival: FramePainter?

  /// - Parameters:
  ///   - system: what to hide with.
  ///   - suite: what `replace` works with.
  /// - Throws: `ProtectionError` when a setting is out of range, or `replace` is given nothing to work with.
  package init(_ system: EvaluatedSystem, suite: CategorySuite? = nil) throws {
    self.system = system
    painter = try FramePainter(policy: system.policy, suite: suite)
    // Every run draws a key of its own, unless a seed makes all of them the same.
    let draws = system.policy.replaces && system.policy.options.replace.seed == nil
    rival = draws ? try FramePainter(policy: system.policy, suite: suite) : nil
  }

  /// Painters of several systems with the models of an installation; those that replace share their generators.
  /// - Throws: as ``init(_:suite:)``; `CategoryError` or `VisionError` naming what `replace` misses.
  package static func all(of systems: [EvaluatedSystem], from store: ModelStore) throws -> [SystemPainter] {
    var first: CategorySuite?
    return try systems.map { system in
      guard system.policy.replaces else { return try SystemPainter(system) }
      let suite = try CategorySuite.load(for: system.policy, from: store).sharingGenerators(of: first)
      first = first ?? suite
      return try SystemPainter(system, suite: suite)
    }
  }

  /// The frame with everything hidden that the system hides; not encoded, which could only take detail away.
  func painted(_ frame: VideoFrame, _ boxes: [TrackedBox]) async throws -> VideoFrame {
    try await paint(frame, boxes, by: painter)
  }

  /// The frame as the system paints it in a run of the adversary's own: with other random numbers. Nil if the system
  /// draws none, so that it would be the same.
  func paintedByRival(_ frame: VideoFrame, _ boxes: [TrackedBox]) async throws -> VideoFrame? {
    guard let rival else { return nil }
    return try await paint(frame, boxes, by: rival)
  }

  private func paint(_ frame: VideoFrame, _ boxes: [TrackedBox], by painter: FramePainter) async throws -> VideoFrame {
    let detections = FrameDetections(stream: 0, frame: 0, pts: frame.timestamp.ticks, boxes: boxes)
    return try await painter.paint(frame, detections).frame
  }
}

extension CategorySuite {
  /// This suite with the generators of another one where they are the same, so that they are compiled once.
  fileprivate func sharingGenerators(of other: CategorySuite?) throws -> CategorySuite {
    CategorySuite(
      try categories.map { category in
        let twin = other?.categories.first { $0.generator.models == category.generator.models }
        return try ReplacedCategory(
          name: category.name, classes: category.classes, sizes: category.sizes, extractor: category.extractor,
          generator: twin?.generator ?? category.generator)
      })
  }
}

extension Sequence where Element == EvaluatedSystem {
  /// All categories that at least one of the systems hides.
  package var categories: Set<Category> { reduce(into: []) { $0.formUnion($1.policy.categories) } }

  /// What must be found for these systems: faces and plates only where one of them hides nothing else, or needs them for
  /// its masks.
  package var neededCategories: Set<Category> {
    let needsParts = contains { !$0.policy.categories.contains(.person) || $0.policy.replaces }
    let searched = reduce(into: Set<Category>()) { $0.formUnion($1.policy.searchedCategories) }
    return needsParts ? searched : searched.subtracting([.face, .plate])
  }
}
