import Cryptography
import Ethereum
import Testing
import VeilEvidence
import VeilLedger

/// What must not work, with the sentence that a person gets.
@Suite(.enabled(if: LedgerFixture.isPresent, Comment(rawValue: LedgerFixture.hint)))
struct RefusalTests {
  let fixture: LedgerFixture

  init() async throws { fixture = try await LedgerFixture.shared.value }

  private func expectRefusal(_ reason: String, _ work: () async throws -> Void) async {
    let refusal = await #expect(throws: LedgerError.self) { try await work() }
    #expect(refusal?.code == .refused)
    #expect(refusal?.reason == reason)
    #expect(refusal?.message.contains("the contract refused it") == false, "no sentence for “\(reason)”")
  }

  @Test func onlyTheCloudVerifies() async throws {
    let stranger = try await fixture.account()
    var incident = try Incident(owner: stranger, description: fixture.ledger.description)
    incident.evidence = try await EvidenceLedger(fixture.ledger, account: fixture.relayer).create(incident.binding)
      .evidence
    let pending = incident
    await expectRefusal("only the cloud decides") {
      try await EvidenceLedger(fixture.ledger, account: stranger).verify(pending.evidence, binding: pending.binding)
    }
    await expectRefusal("the evidence is not verified") { _ = try await Request(fixture, pending) }
    try await EvidenceLedger(fixture.ledger, account: fixture.cloud).refuse(pending.evidence, reason: 4)
    #expect(try await fixture.ledger.evidence(at: pending.evidence).status == .refused)
  }

  @Test func copiedFieldsWithAnotherOwnerAreAnotherEvidence() async throws {
    let incident = try await fixture.verifiedIncident()
    let thief = try await fixture.account()
    // The thief cannot sign for the camera: with his name in the fields, the old signature gives another device.
    let old = incident.binding.binding
    let copied = try IncidentBinding(
      owner: thief.address, chainID: old.chainID, factory: old.factory, incident: old.incident, original: old.original,
      protected: old.protected, segments: old.segments, previews: old.previews, placeCommitment: old.placeCommitment)
    let forged = SignedBinding(binding: copied, signature: incident.binding.signature)
    let copy = try await EvidenceLedger(fixture.ledger, account: thief).create(forged)
    #expect(copy.evidence != incident.evidence)
    #expect(try forged.signer() != incident.binding.signer())
    // Even a mistaken cloud cannot list a second evidence of the incident.
    await expectRefusal("the incident has evidence") {
      try await EvidenceLedger(fixture.ledger, account: fixture.cloud).verify(copy.evidence, binding: forged)
    }
  }

  @Test func strangersCannotMoveARequest() async throws {
    let incident = try await fixture.verifiedIncident()
    let request = try await Request(fixture, incident)
    let stranger = RequestLedger(fixture.ledger, account: try await fixture.account())
    let approval = try await request.approval()
    await expectRefusal("only the owner") { try await stranger.approve(approval) }
    await expectRefusal("only the owner") { try await stranger.deny(request.address) }
    await expectRefusal("only the requester cancels") { try await stranger.cancel(request.address) }
    await expectRefusal("not in this state") { try await request.asRequester.confirm(request.address) }
    try await request.asOwner.approve(approval)
    await expectRefusal("not in this state") { try await request.asRequester.cancel(request.address) }
    await expectRefusal("only the requester confirms") { try await stranger.confirm(request.address) }
    await expectRefusal("too early to settle") { try await stranger.settle(request.address) }
    #expect(try await stranger.withdraw(from: request.address) == nil)
  }

  @Test func rewardBelowTheMinimum() async throws {
    let incident = try await fixture.verifiedIncident()
    let requester = try await fixture.account()
    let key = try SecretKey.generate().publicKey
    await expectRefusal("the reward is below the minimum") {
      _ = try await RequestLedger(fixture.ledger, account: requester).create(
        RequestTerms(evidence: incident.evidence, rendition: .protected, publicKey: key, reward: 999))
    }
  }

  @Test func accountWithoutMoney() async throws {
    let incident = try await fixture.verifiedIncident()
    let poor = LedgerAccount(try SecretKey.generate())
    let key = try SecretKey.generate().publicKey
    let refusal = await #expect(throws: LedgerError.self) {
      _ = try await RequestLedger(fixture.ledger, account: poor).create(
        RequestTerms(evidence: incident.evidence, rendition: .protected, publicKey: key, reward: 5_000))
    }
    #expect(refusal?.code == .insufficientFunds)
  }

  @Test func addressesOfOthersAreNotFound() async throws {
    let refusal = await #expect(throws: LedgerError.self) { try await fixture.ledger.request(at: .zero) }
    #expect(refusal?.code == .notFound)
    let other = await #expect(throws: LedgerError.self) {
      try await fixture.ledger.evidence(at: fixture.keys[0].address)
    }
    #expect(other?.code == .notFound)
  }

  @Test func anotherChainOrOtherCodeIsNotUsed() async throws {
    let honest = fixture.ledger.description
    func connect(chain: UInt64, search: Address) async throws {
      _ = try await EthereumLedger.connect(
        to: fixture.node,
        description: LedgerDescription(
          chainID: chain, firstBlock: 0, evidenceFactory: honest.evidenceFactory, search: search,
          requestFactory: honest.requestFactory, responses: honest.responses, anchor: honest.anchor,
          cloud: honest.cloud, relayer: honest.relayer))
    }
    try await connect(chain: honest.chainID, search: honest.search)
    let chain = await #expect(throws: LedgerError.self) { try await connect(chain: 1, search: honest.search) }
    #expect(chain?.code == .wrongChain)
    let code = await #expect(throws: LedgerError.self) {
      try await connect(chain: honest.chainID, search: honest.anchor)
    }
    #expect(code?.code == .codeDiffers)
    let missing = await #expect(throws: LedgerError.self) { try await connect(chain: honest.chainID, search: .zero) }
    #expect(missing?.code == .notDeployed)
  }
}
