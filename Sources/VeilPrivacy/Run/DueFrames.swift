import VeilMedia

/// A frame, and whether a detector is to look at it.
struct DueFrame: Sendable {
  let frame: VideoFrame
  let stream: Int
  let isDue: Bool
}

/// The frames of a film, every n-th of each stream marked for the detector.
struct DueFrames<Items: AsyncSequence & Sendable>: AsyncSequence, Sendable where Items.Element == FilmItem {
  struct AsyncIterator: AsyncIteratorProtocol {
    fileprivate var items: Items.AsyncIterator
    fileprivate let interval: Int
    fileprivate var counts: [Int: Int] = [:]

    mutating func next() async throws -> DueFrame? { try await next(isolation: nil) }

    mutating func next(isolation actor: isolated (any Actor)?) async throws -> DueFrame? {
      while let item = try await items.next(isolation: actor) {
        guard case .frame(let frame, let stream) = item else { continue }
        let index = counts[stream, default: 0]
        counts[stream] = index + 1
        return DueFrame(frame: frame, stream: stream, isDue: index % Swift.max(1, interval) == 0)
      }
      return nil
    }
  }

  let items: Items
  let interval: Int

  func makeAsyncIterator() -> AsyncIterator { AsyncIterator(items: items.makeAsyncIterator(), interval: interval) }
}
