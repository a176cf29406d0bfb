import VeilMedia
import VeilPrivacy
import VeilRegistry

/// Recognises faces by a registry. What a sure match opens is in the audit log first, once for each person and run.
actor RegistryFaceGrader: FaceGrader {
  private let registry: Registry
  private let embedder: FaceEmbedder
  private let matcher: FaceMatcher
  private let purpose: AuditPurpose
  private var opened: [FaceMatcher.Match.Subject: FoundRecord] = [:]

  init(registry: Registry, embedder: FaceEmbedder, threshold: MatchThreshold, purpose: AuditPurpose) throws {
    self.registry = registry
    self.embedder = embedder
    self.purpose = purpose
    matcher = try registry.matcher(embedder: embedder.sha256, threshold: threshold)
  }

  func subject(of face: PixelRect, in frame: VideoFrame) async throws -> RiskSubject? {
    guard matcher.count > 0 else { return nil }
    let values = try await embedder.embedding(of: face, in: frame)
    guard let match = matcher.match(try FaceEmbedding(values, embedder: embedder.sha256)) else { return nil }
    let found = try await record(of: match)
    // An expired assessment is no assessment.
    guard let assessment = found.assessment else { return nil }
    return try RiskSubject(id: found.id.description, risk: assessment.risk.value, isSuspect: assessment.isSuspect)
  }

  /// Notes which records' subjects a finished rendition shows better than strangers.
  func noteRendition() throws {
    guard !opened.isEmpty else { return }
    try registry.noteRendition(opened.values.map(\.id).sorted { $0.description < $1.description }, purpose: purpose)
  }

  private func record(of match: FaceMatcher.Match) async throws -> FoundRecord {
    if let known = opened[match.person] { return known }
    let found = try await registry.matched(match, purpose: purpose)
    opened[match.person] = found
    return found
  }
}
