package import VeilMedia

/// Says whose face it is, if that is sure. A registry with a network that recognises faces is one.
package protocol FaceGrader: Sendable {
  /// The subject, nil for a stranger, for a face that could be several people's, and for an assessment that has expired.
  /// - Throws: whatever keeps it from knowing; the face then gets the strongest mask.
  func subject(of face: PixelRect, in frame: VideoFrame) async throws -> RiskSubject?
}
