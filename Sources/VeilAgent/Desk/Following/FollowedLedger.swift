internal import Cryptography
internal import Ethereum
package import VeilLedger

/// Reads events up to the newest block once, from where the cache's cursor stands, and tells each change in its order.
package typealias LedgerReading =
  @Sendable (_ handle: @escaping @Sendable (EventChange) async throws -> Void) async throws -> Void

/// The desk's picture of the ledger. It is brought up to date by reading the blocks that are new, so that a question costs
/// the same however long the chain is, and what a reorganisation undoes is taken back.
actor FollowedLedger {
  private let read: LedgerReading
  private let cache: LedgerCache
  private var view: LedgerView?
  private var update: Task<Void, any Error>?

  init(cache: LedgerCache, read: @escaping LedgerReading) {
    self.cache = cache
    self.read = read
  }

  /// As of the newest block.
  func current() async throws -> LedgerView {
    // A reading that has begun may have seen its newest block before the caller's own transaction: wait, then read again.
    while let update { _ = await update.result }
    let task = Task { try await catchUp() }
    update = task
    defer { if update == task { update = nil } }
    try await task.value
    return view ?? LedgerView()
  }

  private func catchUp() async throws {
    do {
      try await advance()
    } catch let error as LedgerError where error.code == .malformed {
      // A reorganisation deeper than what is kept, or a node that answers otherwise than before: once more from the start.
      try await startAgain()
    } catch let error as DeskError where error.code == .damagedState {
      try await startAgain()
    }
  }

  private func startAgain() async throws {
    view = nil
    try await cache.clear()
    try await advance()
  }

  private func advance() async throws {
    if view == nil {
      var view = LedgerView()
      for event in try await cache.events() { view.add(event) }
      self.view = view
    }
    try await read { try await self.take($0) }
  }

  private func take(_ change: EventChange) async throws {
    switch change {
    case .added(_, let located):
      let events = located.compactMap(LocatedDeskEvent.init)
      try await cache.add(events)
      for event in events { view?.add(event) }
    case .removed(_, let located):
      let events = located.compactMap(LocatedDeskEvent.init)
      try await cache.remove(events)
      for event in events { view?.remove(event) }
    }
  }
}
