internal import Cryptography
internal import VeilLedger

/// The rekeys of approved requests. The follower brings those of new blocks; any other is looked for from the block on in
/// which its owner announced the approval, so that no question costs more as the ledger grows.
actor ApprovedKeyFrags {
  private struct Found {
    let keyFrag: [UInt8]
    let block: UInt64
  }

  /// Rekeys that are remembered at most (some 250 bytes each); beyond it the older half is forgotten.
  private static let limit = 10_000
  /// Blocks that the ledger is asked for at once.
  private static let span: UInt64 = 2_000

  private let ledger: any Ledger
  private var found: [Address: Found] = [:]

  init(_ ledger: any Ledger) { self.ledger = ledger }

  /// The rekey of a request contract, nil where it was not approved.
  /// - Throws: `LedgerError`.
  func keyFrag(of request: Address) async throws -> [UInt8]? {
    if let known = found[request] { return known.keyFrag }
    guard var first = try await ledger.request(at: request).announcedIn else { return nil }
    let head = try await ledger.blockNumber()
    while first <= head {
      let last = min(head, first + Self.span - 1)
      take(try await ledger.events([.approved], from: first, through: last))
      if let known = found[request] { return known.keyFrag }
      first = last + 1
    }
    return nil
  }

  /// Takes in what the follower reports.
  func note(_ change: EventChange) {
    switch change {
    case .added(_, let events): take(events)
    case .removed(let block, let events):
      for case .approved(let approved) in events.map(\.event) where found[approved.request]?.block == block {
        found[approved.request] = nil
      }
    }
  }

  private func take(_ events: [LocatedEvent]) {
    for located in events {
      guard case .approved(let approved) = located.event else { continue }
      found[approved.request] = Found(keyFrag: approved.keyFrag, block: located.block)
    }
    if found.count > Self.limit { forgetOlderHalf() }
  }

  private func forgetOlderHalf() {
    let blocks = found.values.map(\.block).sorted()
    let middle = blocks[blocks.count / 2]
    found = found.filter { $0.value.block > middle }
  }
}
