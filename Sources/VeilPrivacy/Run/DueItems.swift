import VeilMedia

/// Frames and packets of a film, every n-th frame of each stream marked for the detector.
struct DueItems<Items: AsyncSequence & Sendable>: AsyncSequence where Items.Element == FilmItem {
  struct Element: Sendable {
    let item: FilmItem
    /// How many frames of the stream were due before this one, if it is due itself.
    let turn: Int?
  }

  struct AsyncIterator: AsyncIteratorProtocol {
    fileprivate var items: Items.AsyncIterator
    fileprivate let interval: Int
    fileprivate var counts: [Int: Int] = [:]

    mutating func next() async throws -> Element? { try await next(isolation: nil) }

    mutating func next(isolation actor: isolated (any Actor)?) async throws -> Element? {
      guard let item = try await items.next(isolation: actor) else { return nil }
      guard case .frame(_, let stream) = item else { return Element(item: item, turn: nil) }
      let index = counts[stream, default: 0]
      counts[stream] = index + 1
      let (turn, rest) = index.quotientAndRemainder(dividingBy: Swift.max(1, interval))
      return Element(item: item, turn: rest == 0 ? turn : nil)
    }
  }

  let items: Items
  let interval: Int

  func makeAsyncIterator() -> AsyncIterator { AsyncIterator(items: items.makeAsyncIterator(), interval: interval) }
}
