package import Cryptography
package import Ethereum

/// What contracts of ours have announced. Past tense: it has happened.
package enum LedgerEvent: Sendable, Hashable {
  case evidenceCreated(EvidenceCreated)
  case evidenceVerified(EvidenceVerified)
  case requestCreated(RequestCreated)
  case requested(Requested)
  case approved(Approved)
  /// The cloud refused an evidence contract, for a reason that docs/contracts.md numbers.
  case evidenceRefused(evidence: Address, reason: UInt64)
  /// The owner said that an approval will come.
  case announced(request: Address)
  case denied(request: Address)
  case cancelled(request: Address)
  /// The owner was credited with an amount in wei; `confirmed` by the requester, or because his time was over.
  case settled(request: Address, amount: UInt256, confirmed: Bool)
  /// The requester proved something; `kind` is 1 bad rekey, 2 bad key, 3 false place.
  case disputed(request: Address, kind: UInt8)
  case withdrawn(request: Address, party: Address, to: Address, amount: UInt256)
  case anchored(AnchorRoot)

  /// Which events are asked for.
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    case evidenceCreated, evidenceVerified, evidenceRefused
    case requestCreated, requested, announced, approved, denied, cancelled, settled, disputed, withdrawn
    case anchored
  }

  package var kind: Kind {
    switch self {
    case .evidenceCreated: .evidenceCreated
    case .evidenceVerified: .evidenceVerified
    case .evidenceRefused: .evidenceRefused
    case .requestCreated: .requestCreated
    case .requested: .requested
    case .announced: .announced
    case .approved: .approved
    case .denied: .denied
    case .cancelled: .cancelled
    case .settled: .settled
    case .disputed: .disputed
    case .withdrawn: .withdrawn
    case .anchored: .anchored
    }
  }

  /// The request contract that it is about, if it is about one.
  package var request: Address? {
    switch self {
    case .evidenceCreated, .evidenceVerified, .evidenceRefused, .anchored: nil
    case .requestCreated(let event): event.request
    case .requested(let event): event.request
    case .approved(let event): event.request
    case .announced(let request), .denied(let request), .cancelled(let request), .settled(let request, _, _),
      .disputed(let request, _), .withdrawn(let request, _, _, _):
      request
    }
  }
}
