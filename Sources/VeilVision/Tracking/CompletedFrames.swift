/// The boxes of every frame of a stream after ``TrackCompleter``, made while iterating.
package struct CompletedFrames: Sequence, Sendable {
  let table: TrackTable
  let chains: TrackChains
  let options: CompletionOptions
  let firstTrackID: Int

  /// Number of tracks; the next stream's numbers start after `firstTrackID + trackCount - 1`.
  package var trackCount: Int { chains.count }

  package func makeIterator() -> Iterator { Iterator(self) }

  package struct Iterator: IteratorProtocol {
    private let source: CompletedFrames
    private let path: TrackPath
    private var frame = 0
    private var waiting: ArraySlice<Int>
    private var active: [Cursor] = []

    init(_ source: CompletedFrames) {
      self.source = source
      path = TrackPath(options: source.options, width: source.table.width, height: source.table.height)
      waiting = source.chains.ranges.indices[...].map { $0 }[...]
    }

    package mutating func next() -> FrameDetections? {
      let timeline = source.table.timeline
      guard frame < timeline.count else { return nil }
      defer { frame += 1 }
      let seconds = timeline.seconds[frame]
      admit(until: seconds)
      var boxes: [TrackedBox] = []
      for index in active.indices {
        if let box = active[index].box(at: frame, seconds: seconds, in: source, path: path) { boxes.append(box) }
      }
      active.removeAll { $0.isOver(at: seconds, in: source) }
      boxes.sort { $0.trackID < $1.trackID }
      return FrameDetections(stream: source.table.stream, frame: frame, pts: timeline.pts[frame], boxes: boxes)
    }

    /// Takes up the chains whose padding begins at or before this time. Chains wait in order of their first frame.
    private mutating func admit(until seconds: Double) {
      while let chain = waiting.first {
        let first = source.chains.keyframe(at: source.chains.ranges[chain].lowerBound, in: source.table)
        guard source.options.isWithinPadding(first.seconds - seconds) || first.frame <= frame else { return }
        waiting.removeFirst()
        active.append(Cursor(chain: chain, in: source))
      }
    }
  }
}

extension CompletedFrames {
  /// A chain that is being walked.
  struct Cursor {
    private let trackID: Int
    private let category: Category
    private let range: Range<Int>
    /// First position of the chain that lies after the current frame.
    private var position: Int

    init(chain: Int, in source: CompletedFrames) {
      trackID = source.firstTrackID + chain
      range = source.chains.ranges[chain]
      position = range.lowerBound
      var vote = CategoryVote()
      for position in range {
        let keyframe = source.chains.keyframe(at: position, in: source.table)
        vote.add(keyframe.category, confidence: keyframe.confidence)
      }
      category = vote.winner
    }

    mutating func box(at frame: Int, seconds: Double, in source: CompletedFrames, path: TrackPath) -> TrackedBox? {
      while position < range.upperBound, source.chains.frame(at: position, in: source.table) <= frame { position += 1 }
      let context = TrackPath.Context(
        before: keyframes(position - TrackPath.reach..<position, in: source),
        after: keyframes(position..<position + TrackPath.reach, in: source))
      let isAnalysed = source.table.timeline.isAnalysed[frame]
      return path.placement(frame: frame, seconds: seconds, isAnalysed: isAnalysed, context: context)
        .map { TrackedBox(trackID: trackID, category: category, placement: $0) }
    }

    private func keyframes(_ positions: Range<Int>, in source: CompletedFrames) -> [Keyframe] {
      positions.clamped(to: range).map { source.chains.keyframe(at: $0, in: source.table) }
    }

    func isOver(at seconds: Double, in source: CompletedFrames) -> Bool {
      guard position == range.upperBound else { return false }
      let last = source.chains.keyframe(at: range.upperBound - 1, in: source.table)
      return !source.options.isWithinPadding(seconds - last.seconds)
    }
  }
}

extension TrackedBox {
  init(trackID: Int, category: Category, placement: TrackPath.Placement) {
    self.init(
      trackID: trackID, category: category, confidence: placement.confidence, box: placement.box,
      origin: placement.origin)
  }
}
