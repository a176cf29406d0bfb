internal import Cryptography
internal import VeilEvidence
internal import VeilLedger

/// What the desk keeps of an event of the ledger.
enum DeskEvent: Sendable, Hashable {
  case published(Address, SignedBinding)
  case decided(Address, DeskEvidence.Status)
  case requested(RequestCreated)
  case announced(Address)
  case approved(Address, DeskRequest.Approval)
  case ended(Address, DeskRequest.State)

  /// The events of the ledger that the desk looks at.
  static let kinds: Set<LedgerEvent.Kind> = [
    .evidenceCreated, .evidenceVerified, .evidenceRefused, .requestCreated, .announced, .approved, .denied, .cancelled,
    .settled, .disputed,
  ]

  /// Nil for what the desk does not look at, and for evidence whose fields cannot be read: it is worth nothing to anybody.
  init?(_ event: LedgerEvent) {
    switch event {
    case .evidenceCreated(let event):
      guard let binding = event.binding else { return nil }
      self = .published(event.evidence, binding)
    case .evidenceVerified(let event): self = .decided(event.evidence, .verified)
    case .evidenceRefused(let evidence, _): self = .decided(evidence, .refused)
    case .requestCreated(let event): self = .requested(event)
    case .announced(let request): self = .announced(request)
    case .approved(let event):
      self = .approved(
        event.request,
        DeskRequest.Approval(
          keyFrag: event.keyFrag, link: event.link, deposit: event.deposit, confirmBy: Int64(clamping: event.confirmBy))
      )
    case .denied(let request): self = .ended(request, .denied)
    case .cancelled(let request): self = .ended(request, .cancelled)
    case .settled(let request, _, _): self = .ended(request, .settled)
    case .disputed(let request, _): self = .ended(request, .disputed)
    case .requested, .withdrawn, .anchored: return nil
    }
  }
}

/// An event with its place on the chain.
struct LocatedDeskEvent: Sendable, Hashable {
  let event: DeskEvent
  let block: UInt64
  let blockHash: Hash256
  /// Its place among all logs of the block.
  let index: UInt64

  init(_ event: DeskEvent, block: UInt64, blockHash: Hash256, index: UInt64) {
    self.event = event
    self.block = block
    self.blockHash = blockHash
    self.index = index
  }

  init?(_ located: LocatedEvent) {
    guard let event = DeskEvent(located.event) else { return nil }
    self.init(event, block: located.block, blockHash: located.blockHash, index: located.index)
  }
}
