import VeilMedia
import VeilPrivacy
package import VeilVision

/// Hides in single frames exactly what a run of `veilcam protect` would hide there, by one of the compared systems.
package struct SystemPainter: Sendable {
  package let system: EvaluatedSystem
  private let painter: FramePainter

  /// - Throws: `ProtectionError` when a setting is out of range.
  package init(_ system: EvaluatedSystem) throws {
    self.system = system
    painter = try FramePainter(policy: system.policy)
  }

  /// The frame with everything hidden that the system hides; not encoded, which could only take detail away.
  func painted(_ frame: VideoFrame, _ boxes: [TrackedBox]) async throws -> VideoFrame {
    let detections = FrameDetections(stream: 0, frame: 0, pts: frame.timestamp.ticks, boxes: boxes)
    return try await painter.paint(frame, detections).frame
  }
}

extension Sequence where Element == EvaluatedSystem {
  /// All categories that at least one of the systems hides.
  package var categories: Set<Category> { reduce(into: []) { $0.formUnion($1.policy.categories) } }

  /// What must be found for these systems: faces and plates only where one of them hides nothing else.
  package var neededCategories: Set<Category> {
    let hidesParts = contains { !$0.policy.categories.contains(.person) }
    return hidesParts ? categories : categories.subtracting([.face, .plate])
  }
}
