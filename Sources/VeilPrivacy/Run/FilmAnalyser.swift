import VeilMedia
import VeilVision

/// The first pass over a film: finds what is to be protected in every frame that a detector looks at, and gives each
/// detection to a track.
struct FilmAnalyser: Sendable {
  /// Looks at one frame; boxes in the frame's own pixels.
  typealias Look = @Sendable (_ frame: VideoFrame, _ stream: Int, _ turn: Int?) async throws -> [Detection]

  let look: Look
  /// A detector looks at every n-th frame of a stream and at its last one; 1 is every frame.
  let detectInterval: Int
  /// Frames in work at once.
  let concurrency: Int
  let timings: StageTimings

  /// - Parameters:
  ///   - items: the film's frames; packets are passed over.
  ///   - streams: its video streams.
  ///   - progress: told after every frame, with the number of frames so far.
  /// - Throws: whatever decoding or detecting throws; then there is no result.
  func analyse<Items: AsyncSequence & Sendable>(
    _ items: Items, streams: [StreamInfo], progress: @Sendable (Int) -> Void
  ) async throws -> [AnalysedStream] where Items.Element == FilmItem {
    var states = Dictionary(uniqueKeysWithValues: streams.map { ($0.index, AnalysedStream($0)) })
    var count = 0
    try await orderedConcurrentMap(DueItems(items: items, interval: detectInterval), limit: concurrency) { due in
      guard case .frame(let frame, let stream) = due.item else { return SeenFrame?.none }
      return try await see(frame, stream: stream, isDue: due.turn != nil, turn: due.turn)
    } consume: { seen in
      guard let seen else { return }
      try states[seen.stream]?.append(seen, timings: timings)
      count += 1
      progress(count)
    }
    for stream in states.keys.sorted() {
      guard var last = states[stream]?.held else { continue }
      if let unseen = last.unseen { last = try await see(unseen, stream: stream, isDue: true, turn: nil) }
      try states[stream]?.end(with: last, timings: timings)
    }
    return states.values.sorted { $0.table.stream < $1.table.stream }
  }

  private func see(_ frame: VideoFrame, stream: Int, isDue: Bool, turn: Int?) async throws -> SeenFrame {
    try Task.checkCancellation()
    // What a decoder made up says nothing about who was there; such a frame is blacked out as a whole.
    let isSeen = isDue && !frame.isDamaged
    let detections = isSeen ? try await timings.measure(.detect) { try await look(frame, stream, turn) } : nil
    return SeenFrame(
      stream: stream, pts: frame.timestamp.ticks, seconds: frame.timestamp.seconds, isDamaged: frame.isDamaged,
      detections: detections, unseen: isSeen || frame.isDamaged ? nil : frame)
  }
}
