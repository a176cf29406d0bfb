package import Cryptography
internal import Ethereum
package import VeilCloudAPI
package import VeilEvidence
package import VeilLedger

/// The cloud's view of a ledger of ``VeilLedger``: the relayer's account deploys, the cloud's verifies and anchors.
package struct LedgerChain: EvidenceChainPort {
  private let ledger: any Ledger
  private let relayer: EvidenceLedger
  private let cloud: EvidenceLedger
  private let keyFrags: ApprovedKeyFrags
  private let events: @Sendable (@escaping @Sendable (EventChange) async throws -> Void) async throws -> Void

  /// - Parameter events: follows the ledger's events, as `EventFollower` does, until the task is cancelled.
  package init(
    _ ledger: any Ledger, cloud: SecretKey, relayer: SecretKey,
    events: @escaping @Sendable (@escaping @Sendable (EventChange) async throws -> Void) async throws -> Void
  ) {
    self.ledger = ledger
    self.relayer = EvidenceLedger(ledger, account: LedgerAccount(relayer))
    self.cloud = EvidenceLedger(ledger, account: LedgerAccount(cloud))
    keyFrags = ApprovedKeyFrags(ledger)
    self.events = events
  }

  package var terms: ChainTerms {
    let description = ledger.description
    return ChainTerms(
      chainID: description.chainID, factory: description.evidenceFactory, cloud: description.cloud,
      description: description.json)
  }

  package func create(_ binding: SignedBinding) async throws -> ChainCreation {
    try await translating {
      let made = try await relayer.create(binding)
      return ChainCreation(evidence: made.evidence, transaction: made.receipt?.transaction)
    }
  }

  package func evidence(at address: Address) async throws -> ChainEvidence? {
    try await found {
      let state = try await ledger.evidence(at: address)
      return ChainEvidence(owner: state.owner, status: .init(rawValue: state.status.rawValue) ?? .pending)
    }
  }

  package func evidence(of incident: IncidentID) async throws -> Address? {
    try await translating { try await ledger.evidence(of: incident) }
  }

  package func verify(_ evidence: Address, of binding: SignedBinding) async throws -> Hash256? {
    try await translating { try await cloud.verify(evidence, binding: binding)?.transaction }
  }

  package func refuse(_ evidence: Address, reason: UInt8) async throws -> Hash256? {
    try await translating { try await cloud.refuse(evidence, reason: UInt64(reason))?.transaction }
  }

  package func anchor(_ log: CloudLog, size: Int, root: Hash256) async throws -> Hash256? {
    try await translating {
      let name: AnchoredLog = log == .records ? .records : .audit
      return try await cloud.anchor(AnchorRoot(log: name, size: UInt64(size), root: root))?.transaction
    }
  }

  package func request(at address: Address) async throws -> ChainRequest? {
    try await found {
      let state = try await ledger.request(at: address)
      guard let phase = ChainRequest.Phase(rawValue: state.phase.rawValue) else { return nil }
      return ChainRequest(
        phase: phase, evidence: state.evidence, requester: state.requester, rendition: state.rendition)
    }
  }

  package func keyFrag(of request: Address) async throws -> [UInt8]? {
    try await found { try await keyFrags.keyFrag(of: request) }
  }

  package func follow(_ handle: @escaping @Sendable (ChainChange) async throws -> Void) async throws {
    try await translating {
      try await events { change in
        await keyFrags.note(change)
        switch change {
        case .added(let block, let events): try await handle(.added(block: block, events: Self.events(events)))
        case .removed(let block, let events): try await handle(.removed(block: block, events: Self.events(events)))
        }
      }
    }
  }

  private static func events(_ located: [LocatedEvent]) -> [ChainEvent] {
    located.compactMap { located in
      switch located.event {
      case .evidenceVerified(let event): .verified(evidence: event.evidence)
      case .requestCreated(let event):
        .requested(request: event.request, evidence: event.evidence, rendition: event.rendition)
      case .approved(let event): .approved(request: event.request)
      default: nil
      }
    }
  }

  private func found<Value>(_ work: () async throws -> Value?) async throws -> Value? {
    try await translating {
      do {
        return try await work()
      } catch let error as LedgerError where error.code == .notFound {
        return nil
      }
    }
  }

  private func translating<Value>(_ work: () async throws -> Value) async throws -> Value {
    do {
      return try await work()
    } catch let error as LedgerError {
      // A refusal by a contract will not go away by asking again; everything else may.
      throw CloudError(error.code == .refused ? .conflict : .ledgerUnreachable, error.message)
    }
  }
}
