/// What is known of one track's face: nothing, until a match is sure; then its subject, unless a later look says that it
/// is somebody else. So a face does not flicker between grades, and a track that two people share stays hidden.
package struct TrackGrade: Sendable, Hashable {
  /// Looks at a face before it is looked at less often.
  static let eagerLooks = 8
  /// Every how many frames a face is looked at then.
  static let interval = 12

  private var subject: RiskSubject?
  /// The time of the first sure match, in the stream's ticks: frames before it stay hidden.
  private var sureSince: Int64?
  private var isContradicted = false
  private var frames = 0

  package init() {}

  /// Whether to look at the face in this frame.
  package mutating func isDue() -> Bool {
    defer { frames += 1 }
    return !isContradicted && ((subject == nil && frames < Self.eagerLooks) || frames.isMultiple(of: Self.interval))
  }

  /// Takes note of a look.
  package mutating func note(_ found: RiskSubject?, at time: Int64) {
    guard let found, !isContradicted else { return }
    if let subject, subject.id != found.id {
      isContradicted = true
    } else if subject == nil {
      subject = found
      sureSince = time
    } else {
      // Frames are looked at side by side, so that an earlier one may be told of later.
      sureSince = min(sureSince ?? time, time)
    }
  }

  /// The subject at a time, nil while nothing is sure.
  package func subject(at time: Int64) -> RiskSubject? {
    guard !isContradicted, let sureSince, time >= sureSince else { return nil }
    return subject
  }
}
