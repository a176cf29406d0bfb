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
    private var active: [ChainCursor] = []

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
      active.removeAll { $0.isOver(at: seconds, padding: source.options) }
      boxes.sort { $0.trackID < $1.trackID }
      return FrameDetections(stream: source.table.stream, frame: frame, pts: timeline.pts[frame], boxes: boxes)
    }

    /// Takes up the chains whose padding begins at or before this time. Chains wait in order of their first frame.
    private mutating func admit(until seconds: Double) {
      while let chain = waiting.first {
        let first = source.chains.keyframe(at: source.chains.ranges[chain].lowerBound, in: source.table)
        guard source.options.isWithinPadding(first.seconds - seconds) || first.frame <= frame else { return }
        waiting.removeFirst()
        active.append(ChainCursor(chain: chain, in: source))
      }
    }
  }
}

extension TrackedBox {
  init(trackID: Int, category: Category, trackConfidence: Double, placement: TrackPath.Placement) {
    self.init(
      trackID: trackID, category: category, confidence: placement.confidence,
      trackConfidence: max(trackConfidence, placement.confidence), box: placement.box, origin: placement.origin)
  }
}
