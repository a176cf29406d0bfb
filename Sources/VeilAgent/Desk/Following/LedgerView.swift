internal import Cryptography
internal import VeilEvidence
internal import VeilLedger

/// Evidence and requests as events have made them, one after the other. An event that a reorganisation undoes is taken
/// back; adding or taking back one twice changes nothing.
struct LedgerView: Sendable {
  private typealias Place = (block: UInt64, index: UInt64)

  private var published: [Address: (place: Place, binding: SignedBinding)] = [:]
  private var decisions: [Address: DeskEvidence.Status] = [:]
  private var created: [Address: (place: Place, event: RequestCreated)] = [:]
  private var announced: Set<Address> = []
  private var approvals: [Address: DeskRequest.Approval] = [:]
  private var ends: [Address: DeskRequest.State] = [:]

  mutating func add(_ located: LocatedDeskEvent) {
    let place: Place = (located.block, located.index)
    switch located.event {
    case .published(let evidence, let binding): published[evidence] = (place, binding)
    case .decided(let evidence, let status): decisions[evidence] = status
    case .requested(let event): created[event.request] = (place, event)
    case .announced(let request): announced.insert(request)
    case .approved(let request, let approval): approvals[request] = approval
    case .ended(let request, let state): ends[request] = state
    }
  }

  mutating func remove(_ located: LocatedDeskEvent) {
    switch located.event {
    case .published(let evidence, _): published[evidence] = nil
    case .decided(let evidence, _): decisions[evidence] = nil
    case .requested(let event): created[event.request] = nil
    case .announced(let request): announced.remove(request)
    case .approved(let request, _): approvals[request] = nil
    case .ended(let request, _): ends[request] = nil
    }
  }

  // MARK: What it comes to

  /// In the order of publication.
  var evidences: [DeskEvidence] {
    published.sorted { $0.value.place < $1.value.place }.map { evidence($0.key, $0.value.binding) }
  }

  func evidence(at address: Address) -> DeskEvidence? {
    published[address].map { evidence(address, $0.binding) }
  }

  private func evidence(_ address: Address, _ binding: SignedBinding) -> DeskEvidence {
    DeskEvidence(address: address, signed: binding, status: decisions[address] ?? .pending)
  }

  /// The requests, in the order in which they were made.
  var requestAddresses: [Address] { created.sorted { $0.value.place < $1.value.place }.map(\.key) }

  /// - Parameter approveBy: the request's deadline, which no event carries, in seconds since 1970.
  func request(at address: Address, approveBy: Int64) -> DeskRequest? {
    guard let created = created[address]?.event else { return nil }
    let approval = approvals[address]
    return DeskRequest(
      address: address, evidence: created.evidence, requester: created.requester, rendition: created.rendition,
      publicKey: created.publicKey, reward: created.reward, reason: created.reason,
      state: ends[address] ?? (approval == nil ? .requested : .approved), approveBy: approveBy,
      isOriginalAnnounced: announced.contains(address), approval: approval)
  }
}
