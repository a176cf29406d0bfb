import Cryptography
import Ethereum
import Testing
import VeilEvidence
import VeilLedger
import VeilTesting

/// Time that passes, blocks that are exchanged, a process that is killed. One ledger for all, one test after the other.
@Suite(.serialized, .enabled(if: LedgerFixture.isPresent, Comment(rawValue: LedgerFixture.hint)))
struct DisturbanceTests {
  private static let own = Task { try await LedgerFixture() }
  let fixture: LedgerFixture

  init() async throws { fixture = try await Self.own.value }

  @Test func ownerWhoNeverAnswers() async throws {
    let request = try await Request(fixture, try await fixture.verifiedIncident())
    let stranger = RequestLedger(fixture.ledger, account: try await fixture.account())
    try await fixture.advance(seconds: 86_401)
    let late = try await request.approval()
    let refusal = await #expect(throws: LedgerError.self) { try await request.asOwner.approve(late) }
    #expect(refusal?.reason == "too late to approve")
    try await stranger.cancel(request.address)
    #expect(try await fixture.ledger.credit(of: request.requester.address, in: request.address) == Request.reward)
  }

  @Test func requesterWhoNeverConfirms() async throws {
    let incident = try await fixture.verifiedIncident()
    let request = try await Request(fixture, incident)
    let approved = try await request.approve(with: try SecretKey.generate())
    try await fixture.advance(seconds: 43_201)
    let refusal = await #expect(throws: LedgerError.self) {
      try await request.asRequester.disputeRekey(
        request.address, approved: approved, binding: incident.binding, rendition: .protected, receiving: request.key)
    }
    #expect(refusal?.reason == "too late to dispute")
    try await RequestLedger(fixture.ledger, account: fixture.relayer).settle(request.address)
    let credit = try await fixture.ledger.credit(of: incident.owner.address, in: request.address)
    #expect(credit == Request.reward &+ Request.reward)
  }

  @Test func reorganisationOfThreeBlocks() async throws {
    let ledger = fixture.ledger
    var events = [LocatedEvent]()
    var removed = 0
    let follower = try EventFollower(ledger)
    func follow() async throws {
      try await follower.advance { change in
        switch change {
        case .added(_, let new): events += new
        case .removed(_, let old):
          removed += old.count
          events.removeAll { event in old.contains(event) }
        }
      }
    }
    let request = try await Request(fixture, try await fixture.verifiedIncident())
    try await request.asOwner.announce(request.address)
    _ = try await request.approve()
    try await request.asRequester.confirm(request.address)
    try await follow()
    _ = try await fixture.node.client.call("dev_reorganise", [.integer(3)])
    try await follow()
    #expect(removed == 3)
    let head = try await ledger.blockNumber()
    let now = try await ledger.events(
      Set(LedgerEvent.Kind.allCases), from: ledger.description.firstBlock, through: head)
    #expect(events == now)
    #expect(try await request.state().phase == .settled)
    #expect(events.suffix(3).map(\.event.kind) == [.announced, .approved, .settled])
  }

  @Test func transactionsLostInAReorganisationAreSentAgain() async throws {
    let request = try await Request(fixture, try await fixture.verifiedIncident())
    try await request.asOwner.deny(request.address)
    _ = try await fixture.node.client.call("dev_reorganise", [.integer(1), .bool(false)])
    #expect(try await request.state().phase == .requested)
    // Repeating finds the old transaction and hands it over again: same nonce, never a second one.
    try await request.asOwner.deny(request.address)
    #expect(try await request.state().phase == .denied)
    #expect(try await fixture.node.transactionCount(of: request.incident.owner.address) == 1)
  }

  @Test func killedAtEveryStep() async throws {
    let incident = try await fixture.verifiedIncident()
    let requester = try await fixture.account()
    let key = try SecretKey.generate()
    let terms = RequestTerms(
      evidence: incident.evidence, rendition: .protected, publicKey: key.publicKey, reward: Request.reward)
    let requests = RequestLedger(fixture.ledger, account: requester)
    let owner = RequestLedger(fixture.ledger, account: incident.owner)
    let address = try await disturbed { try await requests.create(terms).request }
    let approval = try Approval(
      of: try await fixture.ledger.request(at: address), binding: incident.binding,
      owner: try #require(incident.keys[.protected]), signer: incident.owner.key, link: "")
    _ = try await disturbed { try await owner.approve(approval) }
    _ = try await disturbed { try await requests.confirm(address) }
    _ = try await disturbed { try await owner.withdraw(from: address) }
    #expect(try await fixture.ledger.request(at: address).phase == .settled)
    #expect(try await fixture.node.balance(of: address).isZero)
    // Each step was paid for once.
    #expect(try await fixture.node.transactionCount(of: requester.address) == 2)
    #expect(try await fixture.node.transactionCount(of: incident.owner.address) == 2)
  }

  /// Begins an operation, kills the ledger, and repeats the operation once it is back.
  private func disturbed<Value: Sendable>(_ work: @escaping @Sendable () async throws -> Value) async throws -> Value {
    let before = await fixture.process.restarts
    let first = Task { try await work() }
    await fixture.process.kill()
    for _ in 0..<1_200 where await fixture.process.restarts == before {
      try await Task.sleep(for: .milliseconds(50))
    }
    try #require(await fixture.process.restarts > before)
    _ = await first.result
    return try await work()
  }
}
