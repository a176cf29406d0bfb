package import Cryptography
package import Ethereum
package import VeilLedger

/// The desk's view of a real ledger. What was read is kept, so that only new blocks are read again.
package struct SharedLedger: SharingLedger {
  let ledger: any Ledger
  private let minimumReward: UInt256
  private let price: @Sendable () async throws -> UInt256
  private let cache: LedgerCache
  private let followed: FollowedLedger

  /// - Parameters:
  ///   - minimumReward: in wei, as the contracts have it.
  ///   - cache: where what was read is kept.
  ///   - reading: reads the ledger's new events.
  ///   - gasPrice: what a unit of gas may cost, in wei.
  package init(
    _ ledger: any Ledger, minimumReward: UInt256, cache: LedgerCache, reading: @escaping LedgerReading,
    gasPrice: @escaping @Sendable () async throws -> UInt256
  ) {
    self.ledger = ledger
    self.minimumReward = minimumReward
    self.cache = cache
    followed = FollowedLedger(cache: cache, read: reading)
    price = gasPrice
  }

  package func rules() async throws -> SharingRules {
    SharingRules(
      chainID: ledger.description.chainID, factory: ledger.description.evidenceFactory, minimumReward: minimumReward,
      cloud: ledger.description.cloud)
  }

  package func time() async throws -> Int64 { Int64(clamping: try await ledger.time()) }
  package func gasPrice() async throws -> UInt256 { try await price() }
  package func balance(of account: Address) async throws -> UInt256 { try await ledger.balance(of: account) }

  package func credit(of account: Address, in request: Address) async throws -> UInt256 {
    try await ledger.credit(of: account, in: request)
  }

  package func anchoredAudit() async throws -> LogMark? {
    try await ledger.latestAnchor(of: .audit).map { LogMark(size: Int(clamping: $0.size), root: $0.root) }
  }

  // MARK: Reading

  package func evidences() async throws -> [DeskEvidence] { try await followed.current().evidences }

  package func evidence(at address: Address) async throws -> DeskEvidence {
    guard let found = try await followed.current().evidence(at: address) else {
      throw DeskError(.unknown, "\(address) is no evidence of this ledger; check the address")
    }
    return found
  }

  package func requests() async throws -> [DeskRequest] {
    let view = try await followed.current()
    let deadlines = try await deadlines(of: view.requestAddresses)
    return view.requestAddresses.compactMap { view.request(at: $0, approveBy: deadlines[$0] ?? 0) }
  }

  package func request(at address: Address) async throws -> DeskRequest {
    let view = try await followed.current()
    // Those of all requests are asked for, so that nobody learns from the question which is the asker's.
    let deadlines = try await deadlines(of: view.requestAddresses)
    guard let found = view.request(at: address, approveBy: deadlines[address] ?? 0) else {
      throw DeskError(.unknown, "\(address) is no request of this ledger; check the address")
    }
    return found
  }

  /// Deadlines never change, so each is asked for once.
  private func deadlines(of requests: [Address]) async throws -> [Address: Int64] {
    var known = try await cache.deadlines()
    for request in requests where known[request] == nil {
      let deadline = Int64(clamping: try await ledger.request(at: request).approveBy)
      try await cache.add(deadline: deadline, of: request)
      known[request] = deadline
    }
    return known
  }
}
