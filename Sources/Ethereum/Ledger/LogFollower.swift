internal import Cryptography

/// Follows the logs of contracts block by block. Blocks are known by their hashes: when the chain is reorganised, the
/// logs of the blocks that fell off are reported as removed before those of the new ones. Resumes where it stopped.
package struct LogFollower: Sendable {
  /// How logs are followed.
  package struct Settings: Sendable, Hashable {
    /// Blocks at the head that are not read yet: 0 reads everything at once.
    package var confirmations: UInt64
    /// How many blocks a reorganisation may undo.
    package var depth: Int
    /// Blocks that are asked for at once while catching up; halved where the node refuses.
    package var chunk: UInt64
    package var pollInterval: Duration

    package init(
      confirmations: UInt64 = 0, depth: Int = 64, chunk: UInt64 = 2_000, pollInterval: Duration = .seconds(2)
    ) {
      self.confirmations = confirmations
      self.depth = max(1, depth)
      self.chunk = max(1, chunk)
      self.pollInterval = pollInterval
    }
  }

  /// How many times in a row the chain may change under a reading before it is left for the next time.
  private static let maximumRestarts = 8

  private let node: EthereumNode
  private let filter: LogFilter
  private let start: UInt64
  private let store: any LogCursorStore
  private let settings: Settings

  /// - Parameter start: the first block, where the store has no cursor.
  package init(
    _ node: EthereumNode, filter: LogFilter, from start: UInt64, store: any LogCursorStore,
    settings: Settings = Settings()
  ) {
    self.node = node
    self.filter = filter
    self.start = start
    self.store = store
    self.settings = settings
  }

  /// Follows until the task is cancelled. The cursor is saved when `handle` has returned, so a change may be reported
  /// again after a crash, and none is left out. While the node cannot be reached it is asked again.
  /// - Throws: what `handle` and the store throw; `RPCError`, also `reorganisedTooDeep`; `CancellationError`.
  package func run(_ handle: (LogChange) async throws -> Void) async throws {
    while true {
      do {
        try await advance(handle)
      } catch let error as RPCError where error.isTransient {
        // The next round asks again.
      }
      try await node.clock.sleep(for: settings.pollInterval)
    }
  }

  /// Reads up to the head once.
  package func advance(_ handle: (LogChange) async throws -> Void) async throws {
    var cursor = try await store.load() ?? LogCursor(startingAt: start)
    for _ in 0..<Self.maximumRestarts {
      guard let head = try await node.block(.latest) else { throw RPCClient.strange("there is no latest block") }
      guard try await takeBack(&cursor, head: head, handle) else { return }
      if try await read(&cursor, head: head, handle) { return }
    }
  }

  /// Takes back the blocks that are no longer on the chain.
  /// - Returns: false if the node is behind what was read already, which is no reorganisation: it will catch up.
  private func takeBack(
    _ cursor: inout LogCursor, head: Block, _ handle: (LogChange) async throws -> Void
  ) async throws -> Bool {
    guard let last = cursor.recent.last else { return true }
    if head.number < last.number {
      let known = cursor.recent.first { $0.number == head.number }
      if known?.hash == head.hash || head.number < cursor.recent.first?.number ?? 0 { return false }
    }
    while let entry = cursor.recent.last {
      let hash = entry.number == head.number ? head.hash : try await node.block(.number(entry.number))?.hash
      if hash == entry.hash { return true }
      guard cursor.recent.count > 1 || entry.number <= start else {
        throw RPCError(
          .reorganisedTooDeep,
          "the chain changed below block \(entry.number), deeper than the \(settings.depth) blocks that are kept; "
            + "follow the logs from an earlier block again")
      }
      _ = cursor.removeLast()
      try await handle(.removed(block: entry.number, hash: entry.hash, logs: entry.logs.reversed()))
      try await store.save(cursor)
    }
    return true
  }

  /// Reads new blocks.
  /// - Returns: false if the chain changed meanwhile and must be looked at again.
  private func read(
    _ cursor: inout LogCursor, head: Block, _ handle: (LogChange) async throws -> Void
  ) async throws -> Bool {
    guard head.number >= settings.confirmations else { return true }
    let target = head.number - settings.confirmations
    try await catchUp(&cursor, target: target, handle)
    while cursor.next <= target {
      let number = cursor.next
      let block = number == head.number ? head : try await node.block(.number(number))
      guard let block, block.number == number else { return false }
      if let last = cursor.recent.last, last.hash != block.parentHash { return false }
      let logs = try await logs(of: block)
      guard let logs else { return false }
      cursor.append(LogCursor.Entry(number: number, hash: block.hash, logs: logs), keeping: settings.depth)
      if !logs.isEmpty { try await handle(.added(block: number, hash: block.hash, logs: logs)) }
      try await store.save(cursor)
    }
    return true
  }

  /// Reads many blocks at once as long as they lie deeper than any reorganisation that is followed.
  private func catchUp(
    _ cursor: inout LogCursor, target: UInt64, _ handle: (LogChange) async throws -> Void
  ) async throws {
    let depth = UInt64(settings.depth) + 1
    var chunk = settings.chunk
    while target >= depth, cursor.next < target - depth {
      let last = min(cursor.next + chunk - 1, target - depth)
      let logs: [Log]
      do {
        logs = try await node.logs(filter, from: cursor.next, through: last)
      } catch let error as RPCError where chunk > 1 && Self.asksForLess(error) {
        chunk /= 2
        continue
      }
      let range = cursor.next...last
      guard logs.allSatisfy({ range.contains($0.blockNumber) && filter.matches($0) }) else {
        throw RPCClient.strange("logs that were not asked for")
      }
      for (number, group) in Dictionary(grouping: logs, by: \.blockNumber).sorted(by: { $0.key < $1.key }) {
        let sorted = group.sorted { $0.index < $1.index }
        if let first = sorted.first { try await handle(.added(block: number, hash: first.blockHash, logs: sorted)) }
      }
      cursor.skip(to: last + 1)
      try await store.save(cursor)
    }
  }

  /// The logs of a block, or nil if the node no longer has it.
  private func logs(of block: Block) async throws -> [Log]? {
    let logs: [Log]
    do {
      logs = try await node.logs(filter, in: block.hash)
    } catch let error as RPCError where error.code == .server {
      // “Unknown block”: it fell off the chain between the two questions. Any other error comes again.
      guard try await node.block(.hash(block.hash)) == nil else { throw error }
      return nil
    }
    guard logs.allSatisfy({ $0.blockHash == block.hash && $0.blockNumber == block.number && filter.matches($0) }) else {
      throw RPCClient.strange("logs that were not asked for")
    }
    return logs.sorted { $0.index < $1.index }
  }

  /// Whether an error says that too many blocks or logs were asked for. Nodes have no common number for it.
  private static func asksForLess(_ error: RPCError) -> Bool {
    switch error.code {
    case .responseTooLarge, .timedOut: return true
    case .server, .rateLimited, .httpStatus:
      let text = error.message.lowercased()
      return error.serverCode == 413
        || ["too many", "limit", "range", "exceed", "more than", "too large"].contains { text.contains($0) }
    default: return false
    }
  }
}
