/// What is kept of a sighting: descriptions, no pictures.
struct ReIDRecord: Sendable {
  let sighting: Sighting
  /// Number of the film or data set that it is from.
  let source: Int
  /// Of the original, by descriptor: the adversaries in order, then the outline.
  let original: [[Float]]
  /// Of what each system made of it, by system and descriptor; empty where nobody needs it.
  let transformed: [[[Float]]]
  /// Of what each system makes of it in a run of the adversary's own; the same where a system draws no random numbers.
  let rival: [[[Float]]]
}

/// A query that stands for a whole track.
struct TrackRecord: Sendable {
  let identity: Int
  let group: ObjectGroup
  let camera: Int?
  /// By system and adversary.
  let descriptions: [[[Float]]]
}
