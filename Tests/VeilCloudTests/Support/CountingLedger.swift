import Cryptography
import Ethereum
import Synchronization
import VeilEvidence
import VeilLedger

/// A ledger with approvals, which counts how many blocks it was asked for.
final class CountingLedger: Ledger {
  struct NotHere: Error {}

  let description: LedgerDescription
  let head: UInt64
  private let approvals: [Address: (announced: UInt64, approved: UInt64)]
  private let asked = Mutex<UInt64>(0)

  init(head: UInt64, approvals: [Address: (announced: UInt64, approved: UInt64)]) {
    self.head = head
    self.approvals = approvals
    let none = Address.zero
    description = LedgerDescription(
      chainID: 31_337, firstBlock: 0, evidenceFactory: none, search: none, requestFactory: none, responses: none,
      anchor: none, cloud: none, relayer: none)
  }

  var blocksAsked: UInt64 { asked.withLock { $0 } }

  func keyFrag(of request: Address) -> [UInt8] { Array("rekey of \(request)".utf8) }

  func approval(of request: Address, in block: UInt64) -> LocatedEvent {
    let approved = Approved(
      request: request, keyFrag: keyFrag(of: request), publicKey: [], link: "", deposit: .zero, confirmBy: 0)
    return LocatedEvent(
      event: .approved(approved), block: block, blockHash: Samples.hash("\(block)"), transaction: Samples.hash("t"),
      index: 0)
  }

  func events(
    _ kinds: Set<LedgerEvent.Kind>, from first: UInt64, through last: UInt64
  ) async throws -> [LocatedEvent] {
    asked.withLock { $0 += last - first + 1 }
    return approvals.filter { (first...last).contains($0.value.approved) }.sorted {
      $0.value.approved < $1.value.approved
    }
    .map { approval(of: $0.key, in: $0.value.approved) }
  }

  func request(at address: Address) async throws -> RequestState {
    RequestState(
      address: address, phase: .approved, evidence: .zero, requester: .zero, owner: .zero, rendition: .protected,
      publicKey: try Samples.key("requester").publicKey, reward: .zero, locked: .zero, approveBy: 0, confirmBy: 0,
      announcedIn: approvals[address]?.announced)
  }

  func blockNumber() async throws -> UInt64 { head }

  func perform(
    _ operation: LedgerOperation, by account: LedgerAccount, purpose: String
  ) async throws -> LedgerReceipt { throw NotHere() }
  func evidence(at address: Address) async throws -> EvidenceState { throw NotHere() }
  func evidence(of incident: IncidentID) async throws -> Address? { throw NotHere() }
  func evidenceAddress(of binding: IncidentBinding, device: Address) async throws -> Address { throw NotHere() }
  func credit(of account: Address, in request: Address) async throws -> UInt256 { throw NotHere() }
  func latestAnchor(of log: AnchoredLog) async throws -> AnchorRoot? { throw NotHere() }
  func balance(of account: Address) async throws -> UInt256 { throw NotHere() }
  func time() async throws -> UInt64 { throw NotHere() }
}
