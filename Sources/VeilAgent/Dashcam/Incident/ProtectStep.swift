internal import Cryptography
internal import Foundation
internal import VeilEvidence
internal import VeilMedia

/// Cuts the window of an incident out of its films, has it protected, and takes the previews.
struct ProtectStep: Sendable {
  let context: AgentContext
  let incident: StoredIncident
  let folder: IncidentFolder
  let segments: [StoredSegment]

  func run(_ protector: any WindowProtector) async throws -> ProtectionMaterial {
    let started = ContinuousClock.now
    let keeper = OriginalKeeper(folder: folder)
    let timeline = IncidentTimeline(segments: segments, fixes: segments.map { keeper.fixes($0) })
    let suffix = (folder.original(segments[0]) as NSString).pathExtension
    let window = folder.window(suffix: suffix)
    let impact = timeline.position(of: incident.impact)
    let (cut, start) = try await cut(timeline, impact: impact, to: window)
    try context.fault(.windowCut)
    let film = "protected.\(suffix)"
    let protected = try await protector.protect(window, to: folder.protected(film))
    unlink(window)
    try context.fault(.windowProtected)
    let path = folder.protected(film)
    let commitment = try await SegmentCommitment(ofFilm: path)
    let previews = try await PreviewMaker(film: path, bands: context.settings.previewBands).make(
      impact: impact - start, in: folder)
    let correction = timeline.clockCorrection
    let detections = try await EvidenceWorker.shared.run { try Keccak256.hash(contentsOf: protected.detections) }
    let begin = incident.impact + correction - Int64((impact - start) * 1_000)
    return ProtectionMaterial(
      film: film, byteCount: Int(RecordingsFolder.look(at: path)?.byteCount ?? 0), frameHash: commitment.frameHash,
      contentRoot: commitment.contentRoot, start: begin, end: begin + Int64((cut.duration * 1_000).rounded()),
      impact: incident.impact + correction, clockCorrection: correction, detections: detections,
      models: protected.models, method: protected.method, policy: protected.policy, counts: protected.counts,
      previews: previews, protectSeconds: (ContinuousClock.now - started) / .seconds(1))
  }

  /// - Returns: what was cut, and where it begins in seconds of all films together.
  private func cut(
    _ timeline: IncidentTimeline, impact: Double, to window: String
  ) async throws -> (FilmCut.Outcome, Double) {
    let (settings, last) = (context.settings, timeline.position(of: incident.lastImpact))
    let from = max(0, impact - settings.before)
    let parts = timeline.parts(from: from, to: min(timeline.duration, last + settings.after)) { folder.original($0) }
    guard let first = parts.first else { throw AgentError(.noFilm, "the window of the incident holds no film") }
    let cut = try await FilmCut.write(parts, to: window)
    return (cut, from - (first.from - cut.start))
  }
}
