/// Walks one chain frame by frame, holding no more of its detections than the frame needs.
struct ChainCursor: Sendable {
  private let trackID: Int
  private let category: Category
  /// The highest of its detections' own scores.
  private let confidence: Double
  /// What of the chain has not been read from the table yet.
  private var unread: Range<Int>
  /// The detections around the current frame.
  private var window: [Keyframe] = []
  /// Index in `window` of the first one after the current frame.
  private var split = 0

  init(chain: Int, in source: CompletedFrames) {
    trackID = source.firstTrackID + chain
    unread = source.chains.ranges[chain]
    var vote = CategoryVote()
    var highest = 0.0
    for position in unread {
      let keyframe = source.chains.keyframe(at: position, in: source.table)
      vote.add(keyframe.category, confidence: keyframe.confidence)
      highest = max(highest, keyframe.score)
    }
    category = vote.winner
    confidence = highest
    read(from: source)
  }

  /// The box of the next frame; frames must be asked for in order.
  mutating func box(at frame: Int, seconds: Double, in source: CompletedFrames, path: TrackPath) -> TrackedBox? {
    while split < window.count, window[split].frame <= frame {
      split += 1
      read(from: source)
    }
    let isAnalysed = source.table.timeline.isAnalysed[frame]
    let context = TrackPath.Context(window, split: split)
    return path.placement(frame: frame, seconds: seconds, isAnalysed: isAnalysed, context: context)
      .map { TrackedBox(trackID: trackID, category: category, trackConfidence: confidence, placement: $0) }
  }

  /// True when no later frame can have a box.
  func isOver(at seconds: Double, padding: CompletionOptions) -> Bool {
    guard split == window.count, let last = window.last else { return false }
    return !padding.isWithinPadding(seconds - last.seconds)
  }

  /// Reads ahead as far as needed, and now and then drops what lies too far behind.
  private mutating func read(from source: CompletedFrames) {
    while window.count < split + TrackPath.reach, let position = unread.first {
      window.append(source.chains.keyframe(at: position, in: source.table))
      unread.removeFirst()
    }
    if split > 4 * TrackPath.reach {
      window.removeFirst(split - TrackPath.reach)
      split = TrackPath.reach
    }
  }
}
