import Cryptography
import Ethereum
import Synchronization
import Umbral
import VeilEvidence

@testable import VeilAgent

/// A ledger in memory that keeps the contracts' rules: who may do what in which state, and who is owed what.
final class FakeLedger: SharingLedger {
  struct State {
    var evidences: [DeskEvidence] = []
    var claims: [Address: SignedPlaceClaim] = [:]
    var requests: [DeskRequest] = []
    var deposits: [Address: UInt256] = [:]
    var credits: [Address: [Address: UInt256]] = [:]
    var balances: [Address: UInt256] = [:]
    /// Everything that was sent, in words: who, and what.
    var log: [(sender: Address, action: DeskAction)] = []
    var time: Int64 = FakeIncident.start / 1_000
    var block: UInt64 = 0
    var announcedIn: [Address: UInt64] = [:]
    /// The answer to the next request is lost on its way, though it is in a block.
    var losesNextAnswer = false
    /// Of the cloud's audit log.
    var anchored: LogMark?
  }

  let state = Mutex(State())

  func publish(_ incident: FakeIncident) {
    state.withLock { state in
      state.evidences.append(incident.evidence)
      state.claims[incident.evidence.address] = incident.claim
    }
  }

  func give(_ account: Address, _ amount: UInt256) {
    state.withLock { $0.balances[account] = amount }
  }

  func advance(days: Int64) { advance(seconds: days * 86_400) }
  func advance(seconds: Int64) { state.withLock { $0.time += seconds } }

  var now: @Sendable () -> Int64 { { [self] in state.withLock { $0.time * 1_000 } } }
  var sent: [String] { state.withLock { $0.log.map(\.action.name) } }

  func rules() async throws -> SharingRules { FakeIncident.rules }
  func evidences() async throws -> [DeskEvidence] { state.withLock { $0.evidences } }
  func requests() async throws -> [DeskRequest] { state.withLock { $0.requests } }
  func anchoredAudit() async throws -> LogMark? { state.withLock { $0.anchored } }
  func time() async throws -> Int64 { state.withLock { $0.time } }
  func gasPrice() async throws -> UInt256 { 1 }
  func balance(of account: Address) async throws -> UInt256 { state.withLock { $0.balances[account] ?? .zero } }

  func credit(of account: Address, in request: Address) async throws -> UInt256 {
    state.withLock { $0.credits[request]?[account] ?? .zero }
  }

  func evidence(at address: Address) async throws -> DeskEvidence {
    guard let found = state.withLock({ $0.evidences.first { $0.address == address } }) else {
      throw DeskError(.unknown, "no evidence lies at \(address)")
    }
    return found
  }

  func request(at address: Address) async throws -> DeskRequest {
    guard let found = state.withLock({ $0.requests.first { $0.address == address } }) else {
      throw DeskError(.unknown, "no request lies at \(address)")
    }
    return found
  }

  func send(_ action: DeskAction, signedBy key: SecretKey) async throws -> DeskReceipt {
    let (receipt, isLost) = try state.withLock { state in
      let created = try state.apply(action, by: key.address)
      state.log.append((key.address, action))
      state.block += 1
      defer { state.losesNextAnswer = false }
      return (
        DeskReceipt(
          transaction: Keccak256.hash("\(state.block)".utf8), block: state.block, gasUsed: 50_000, created: created),
        state.losesNextAnswer
      )
    }
    guard !isLost else { throw DeskError(.unreachable, "the node went away") }
    return receipt
  }
}
