import Cryptography
import Ethereum
import Testing
import Umbral
import VeilEvidence
import VeilLedger

/// The three disputes with real Umbral keys: founded ones win, others are not even sent.
@Suite(.enabled(if: LedgerFixture.isPresent, Comment(rawValue: LedgerFixture.hint)))
struct DisputeTests {
  let fixture: LedgerFixture

  init() async throws { fixture = try await LedgerFixture.shared.value }

  private func expectWon(_ request: Request, _ receipt: LedgerReceipt, kind: UInt8) async throws {
    #expect(receipt.events == [.disputed(request: request.address, kind: kind)])
    #expect(try await request.state().phase == .disputed)
    let credit = try await fixture.ledger.credit(of: request.requester.address, in: request.address)
    #expect(credit == Request.reward &+ Request.reward)
    #expect(try await request.asRequester.withdraw(from: request.address) != nil)
  }

  /// Nothing must leave the machine where there is nothing to dispute.
  private func expectNothingSent(_ request: Request, _ work: () async throws -> Void) async throws {
    let before = try await fixture.node.transactionCount(of: request.requester.address)
    let refusal = await #expect(throws: LedgerError.self) { try await work() }
    #expect(refusal?.code == .nothingToDispute)
    #expect(try await fixture.node.transactionCount(of: request.requester.address) == before)
  }

  @Test func badRekey() async throws {
    let incident = try await fixture.verifiedIncident()
    let request = try await Request(fixture, incident)
    let approved = try await request.approve(with: try SecretKey.generate())
    try await expectNothingSent(request) {
      try await request.asRequester.disputeKey(
        request.address, approved: approved, binding: incident.binding, rendition: .protected, receiving: request.key)
    }
    let receipt = try await request.asRequester.disputeRekey(
      request.address, approved: approved, binding: incident.binding, rendition: .protected, receiving: request.key)
    try await expectWon(request, receipt, kind: 1)
  }

  @Test func badKey() async throws {
    let incident = try await fixture.verifiedIncident { incident in
      let honest = incident.binding.binding.protected
      try incident.resign(
        protected: SealedRendition(
          publicKey: honest.publicKey, capsule: honest.capsule, ciphertextRoot: honest.ciphertextRoot,
          keyCommitment: Keccak256.hash([9])))
    }
    let request = try await Request(fixture, incident)
    let approved = try await request.approve()
    let receipt = try await request.asRequester.disputeKey(
      request.address, approved: approved, binding: incident.binding, rendition: .protected, receiving: request.key)
    try await expectWon(request, receipt, kind: 2)
  }

  @Test func falsePlace() async throws {
    let incident = try await fixture.verifiedIncident()
    let request = try await Request(fixture, incident)
    _ = try await request.approve()
    let bait = CoarsePlace(row: -20, column: -30, bucket: incident.place.bucket)
    let salt = try #require(incident.sessions[.protected]).placeSalt().withUnsafeBytes { Hash256(copying: $0) }
    let place = FalsePlace(
      salt: try #require(salt), committed: incident.place, claimed: bait, signature: try incident.claim(bait))
    let receipt = try await request.asRequester.disputePlace(request.address, binding: incident.binding, place: place)
    try await expectWon(request, receipt, kind: 3)
  }

  @Test func honestApprovalLeavesNothingToDispute() async throws {
    let incident = try await fixture.verifiedIncident()
    let request = try await Request(fixture, incident)
    let approved = try await request.approve()
    let salt = try #require(incident.sessions[.protected]).placeSalt().withUnsafeBytes { Hash256(copying: $0) }
    try await expectNothingSent(request) {
      try await request.asRequester.disputeRekey(
        request.address, approved: approved, binding: incident.binding, rendition: .protected, receiving: request.key)
    }
    try await expectNothingSent(request) {
      try await request.asRequester.disputeKey(
        request.address, approved: approved, binding: incident.binding, rendition: .protected, receiving: request.key)
    }
    try await expectNothingSent(request) {
      try await request.asRequester.disputePlace(
        request.address, binding: incident.binding,
        place: FalsePlace(
          salt: try #require(salt), committed: incident.place, claimed: incident.place,
          signature: try incident.claim(incident.place)))
    }
    #expect(try await request.state().phase == .approved)
  }

  @Test func placeSignedByAnotherCameraIsNotSent() async throws {
    let incident = try await fixture.verifiedIncident()
    let request = try await Request(fixture, incident)
    _ = try await request.approve()
    let other = try Incident(owner: incident.owner, description: fixture.ledger.description)
    let bait = CoarsePlace(row: 1, column: 1, bucket: 1)
    let salt = try #require(incident.sessions[.protected]).placeSalt().withUnsafeBytes { Hash256(copying: $0) }
    try await expectNothingSent(request) {
      try await request.asRequester.disputePlace(
        request.address, binding: incident.binding,
        place: FalsePlace(
          salt: try #require(salt), committed: incident.place, claimed: bait, signature: try other.claim(bait)))
    }
  }
}
