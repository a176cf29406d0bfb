/// How often an adversary tells by one kind of picture which of several surfaces of the same outline it shows.
package struct TextureFigures: Sendable, Hashable, Codable {
  /// What the adversary compares with.
  package enum Gallery: String, Sendable, Hashable, CaseIterable, Codable {
    /// Other photographs of all surfaces.
    case originals
    /// The same photographs, of which he makes what he has: edges, or a run of replace of his own.
    case alike
  }

  package let group: ObjectGroup
  package let picture: EdgePicture
  package let gallery: Gallery
  package let adversary: String
  package let rank1: Figure
  /// Rank-1 of a blind guess.
  package let chance: Double?
}
