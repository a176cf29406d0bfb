package import VeilMedia

/// Describes pictures so that those of the same person or vehicle are alike.
package protocol Describer: Sendable {
  var name: String { get }
  /// Of what it is computed by, in hexadecimal; empty if that is no file.
  var sha256: String { get }
  /// Whom it was made to tell apart; nil if nobody says.
  var identifies: Set<ObjectGroup>? { get }

  /// The vector that describes a part of a picture, of whatever length; compared by the angle between two.
  func description(of frame: VideoFrame, region: PixelRect?) async throws -> [Float]
}

extension Describer {
  /// True if it was made for something else than this group, so that a better adversary may exist.
  package func isProxy(for group: ObjectGroup) -> Bool { identifies?.contains(group) == false }

  /// The unit vector that describes a part of a picture.
  func embedding(of frame: VideoFrame, region: PixelRect? = nil) async throws -> [Float] {
    try await description(of: frame, region: region).normalised
  }
}
