import VeilMedia
import VeilVision

/// Tells the faces that may be seen better from those that may not.
struct RiskPainter: Sendable {
  let protection: RiskProtection
  let keeper: GradeKeeper

  /// Takes the faces of known subjects with a weaker mask than the strongest out of the instances, weakest mask first, so
  /// that where two overlap the stronger one stays. They are painted after everything else.
  ///
  /// A face that reaches into a hidden zone, or into the face of somebody who is hidden more, is left with the strangers.
  func takeShown(
    from instances: inout [String: [Instance]], in frame: VideoFrame, stream: Int
  ) async throws -> [GradedFace] {
    guard let faces = instances[protection.name], !faces.isEmpty else { return [] }
    let subjects = try await keeper.subjects(of: faces, in: frame, stream: stream)
    guard !subjects.isEmpty else { return [] }
    let zones = instances.values.joined().filter { $0.category == Category("zone") }.map(\.region)
    let grading = protection.grading
    var shown = faces.filter { face in
      subjects[face.trackID].map { grading.mask(of: $0) != grading.strongest } ?? false
    }
    let strangers = faces.filter { !shown.contains($0) }.map(\.region)
    shown.removeAll { face in (zones + strangers).contains { $0.overlaps(face.region) } }
    instances[protection.name] = faces.filter { !shown.contains($0) }
    return shown.map { protection.graded($0, subjects[$0.trackID]) }.sorted { $0.mask.strength < $1.mask.strength }
  }
}

extension PixelRect {
  fileprivate func overlaps(_ other: PixelRect) -> Bool {
    x < other.x + other.width && other.x < x + width && y < other.y + other.height && other.y < y + height
  }
}
