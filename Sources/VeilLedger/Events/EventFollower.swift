package import Ethereum
internal import Cryptography

/// Follows the events of our contracts block by block, takes back what a reorganisation undoes, resumes where it stopped.
package struct EventFollower: Sendable {
  private let follower: LogFollower
  private let decoder: EventDecoder
  private let children: ChildRegister
  private let contracts: VeilContracts

  /// - Parameters:
  ///   - kinds: which events; all by default.
  ///   - store: where the cursor is kept over restarts.
  ///   - settings: `confirmations` is the depth at which events are believed.
  package init(
    _ ledger: EthereumLedger, kinds: Set<LedgerEvent.Kind> = Set(LedgerEvent.Kind.allCases),
    store: any LogCursorStore = MemoryCursorStore(), settings: LogFollower.Settings = LogFollower.Settings()
  ) throws {
    contracts = ledger.contracts
    decoder = try EventDecoder(contracts: contracts, description: ledger.description)
    children = ledger.children
    follower = LogFollower(
      ledger.node, filter: decoder.filter(kinds), from: ledger.description.firstBlock, store: store,
      settings: settings)
  }

  /// Follows until the task is cancelled. What `handle` has returned from is not reported again after a restart, what it
  /// was busy with may be.
  /// - Throws: what `handle` throws; ``LedgerError``; `CancellationError`.
  package func run(_ handle: (EventChange) async throws -> Void) async throws {
    try await LedgerFailure.explained(contracts) {
      try await follower.run { try await report($0, handle) }
    }
  }

  /// Reads up to the head once.
  package func advance(_ handle: (EventChange) async throws -> Void) async throws {
    try await LedgerFailure.explained(contracts) {
      try await follower.advance { try await report($0, handle) }
    }
  }

  private func report(_ change: LogChange, _ handle: (EventChange) async throws -> Void) async throws {
    switch change {
    case .added(let block, _, let logs):
      var events = [LocatedEvent]()
      for log in logs {
        guard let source = decoder.source(of: log), try await children.isOurs(log, source) else { continue }
        if let event = decoder.located(log) { events.append(event) }
      }
      if !events.isEmpty { try await handle(.added(block: block, events: events)) }
    case .removed(let block, _, let logs):
      // The children may have gone with the block, so they are not asked for: taking back what never was is harmless.
      let events = logs.compactMap { decoder.located($0) }
      if !events.isEmpty { try await handle(.removed(block: block, events: events)) }
    }
  }
}
