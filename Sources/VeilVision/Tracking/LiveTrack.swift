/// The recent detections of a track while ``LiveCompleter`` still needs them.
struct LiveTrack: Sendable {
  private var keyframes: [Keyframe] = []
  private var vote = CategoryVote()
  /// True once a detection reached the score that is needed for protection.
  private(set) var isBelieved = false
  /// The highest of its detections' own scores so far.
  private(set) var confidence = 0.0

  /// By all detections so far.
  var category: Category { vote.winner }

  mutating func append(_ keyframe: Keyframe, isBelieved: Bool) {
    if isBelieved { self.isBelieved = true }
    confidence = max(confidence, keyframe.score)
    keyframes.append(keyframe)
    vote.add(keyframe.category, confidence: keyframe.confidence)
  }

  func context(at frame: Int) -> TrackPath.Context {
    TrackPath.Context(keyframes, split: keyframes.partitioningIndex { $0.frame > frame })
  }

  /// Drops what is too old to matter for frames after this one.
  mutating func forget(before frame: Int) {
    let old = keyframes.prefix { $0.frame <= frame }.count
    if old > TrackPath.reach { keyframes.removeFirst(old - TrackPath.reach) }
  }

  func isOver(at seconds: Double, memory: Double) -> Bool {
    guard let last = keyframes.last else { return true }
    return seconds - last.seconds > memory
  }
}
