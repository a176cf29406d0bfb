package import Cryptography
package import Ethereum
internal import VeilEvidence
package import VeilLedger

/// The desk's view of a real ledger.
package struct SharedLedger: SharingLedger {
  let ledger: any Ledger
  private let minimumReward: UInt256
  private let price: @Sendable () async throws -> UInt256

  /// - Parameters:
  ///   - minimumReward: in wei, as the contracts have it.
  ///   - gasPrice: what a unit of gas may cost, in wei.
  package init(
    _ ledger: any Ledger, minimumReward: UInt256, gasPrice: @escaping @Sendable () async throws -> UInt256
  ) {
    self.ledger = ledger
    self.minimumReward = minimumReward
    price = gasPrice
  }

  package func rules() async throws -> SharingRules {
    SharingRules(
      chainID: ledger.description.chainID, factory: ledger.description.evidenceFactory, minimumReward: minimumReward)
  }

  package func gasPrice() async throws -> UInt256 { try await price() }
  package func balance(of account: Address) async throws -> UInt256 { try await ledger.balance(of: account) }

  package func credit(of account: Address, in request: Address) async throws -> UInt256 {
    try await ledger.credit(of: account, in: request)
  }

  // MARK: Reading

  private func events(_ kinds: Set<LedgerEvent.Kind>) async throws -> [LedgerEvent] {
    try await ledger.events(kinds, from: ledger.description.firstBlock, through: try await ledger.blockNumber())
      .map(\.event)
  }

  package func evidences() async throws -> [DeskEvidence] {
    var found: [DeskEvidence] = []
    var status: [Address: DeskEvidence.Status] = [:]
    for event in try await events([.evidenceCreated, .evidenceVerified, .evidenceRefused]) {
      switch event {
      case .evidenceCreated(let event):
        // Without readable fields it is worth nothing to anybody.
        guard let signed = event.binding else { continue }
        found.append(DeskEvidence(address: event.evidence, signed: signed, status: .pending))
      case .evidenceVerified(let event): status[event.evidence] = .verified
      case .evidenceRefused(let evidence, _): status[evidence] = .refused
      default: continue
      }
    }
    return found.map { DeskEvidence(address: $0.address, signed: $0.signed, status: status[$0.address] ?? .pending) }
  }

  package func evidence(at address: Address) async throws -> DeskEvidence {
    guard let found = try await evidences().first(where: { $0.address == address }) else {
      throw DeskError(.unknown, "\(address) is no evidence of this ledger; check the address")
    }
    return found
  }

  package func requests() async throws -> [DeskRequest] {
    let events = try await events([.requestCreated, .approved, .announced])
    var requests: [DeskRequest] = []
    for case .requestCreated(let created) in events {
      requests.append(try await request(created, events))
    }
    return requests
  }

  package func request(at address: Address) async throws -> DeskRequest {
    let events = try await events([.requestCreated, .approved, .announced])
    for case .requestCreated(let created) in events where created.request == address {
      return try await request(created, events)
    }
    throw DeskError(.unknown, "\(address) is no request of this ledger; check the address")
  }

  private func request(_ created: RequestCreated, _ events: [LedgerEvent]) async throws -> DeskRequest {
    let state = try await ledger.request(at: created.request)
    let approved = events.compactMap { event -> Approved? in
      if case .approved(let approved) = event, approved.request == created.request { approved } else { nil }
    }.last
    let approval = approved.map {
      DeskRequest.Approval(
        keyFrag: $0.keyFrag, link: $0.link, deposit: $0.deposit, confirmBy: Int64(clamping: $0.confirmBy))
    }
    return DeskRequest(
      address: created.request, evidence: created.evidence, requester: created.requester,
      rendition: created.rendition, publicKey: created.publicKey, reward: created.reward, reason: created.reason,
      state: DeskRequest.State(rawValue: state.phase.rawValue) ?? .requested,
      approveBy: Int64(clamping: state.approveBy),
      isOriginalAnnounced: events.contains(.announced(request: created.request)), approval: approval)
  }
}
