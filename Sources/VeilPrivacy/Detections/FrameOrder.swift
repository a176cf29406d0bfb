/// Sees to it that each stream's frames come complete and in order: a frame without a line would go unprotected.
struct FrameOrder {
  private let expected: [Int: Int?]
  private var next: [Int: Int]

  init(streams: [DetectionsHeader.Stream]) {
    expected = Dictionary(streams.map { ($0.index, $0.frames) }, uniquingKeysWith: { first, _ in first })
    next = expected.mapValues { _ in 0 }
  }

  /// Frames of all streams so far.
  var total: Int { next.values.reduce(0, +) }

  mutating func admit(stream: Int, frame: Int, line: Int? = nil) throws {
    guard let due = next[stream] else {
      throw DetectionsError(.frameOutOfOrder, line: line, "the header has no stream \(stream)")
    }
    guard frame == due else {
      throw DetectionsError(
        .frameOutOfOrder, line: line, "frame \(frame) of stream \(stream) where frame \(due) should be")
    }
    if let count = expected[stream] ?? nil, frame >= count {
      throw DetectionsError(.countsDiffer, line: line, "stream \(stream) has more frames than the header's \(count)")
    }
    next[stream] = due + 1
  }

  /// To be called after the last frame.
  func finish(line: Int? = nil) throws {
    for (stream, count) in expected.sorted(by: { $0.key < $1.key }) {
      guard let count, next[stream] != count else { continue }
      throw DetectionsError(
        .countsDiffer, line: line,
        "stream \(stream) has \(next[stream] ?? 0) frames, the header says \(count); some would go unprotected")
    }
  }
}
