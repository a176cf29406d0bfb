import Cryptography
import Ethereum
import Testing
import Umbral
import VeilEvidence
import VeilLedger

/// The whole flow against a real machine.
@Suite(.enabled(if: LedgerFixture.isPresent, Comment(rawValue: LedgerFixture.hint)))
struct SharingFlowTests {
  let fixture: LedgerFixture

  init() async throws { fixture = try await LedgerFixture.shared.value }

  @Test func fromIncidentToPaidOwner() async throws {
    let ledger = fixture.ledger
    let first = try await ledger.blockNumber() + 1
    let incident = try await fixture.verifiedIncident()
    #expect(try await ledger.evidence(of: incident.binding.binding.incident) == incident.evidence)
    let evidence = try await ledger.evidence(at: incident.evidence)
    #expect(evidence == EvidenceState(address: incident.evidence, owner: incident.owner.address, status: .verified))

    let request = try await Request(fixture, incident)
    #expect(try await request.state().phase == .requested)
    let approved = try await request.approve()
    #expect(approved.deposit == Request.reward)
    let open = try await request.state()
    #expect(open.phase == .approved)
    #expect(open.locked == Request.reward &+ Request.reward)

    // What the requester gets is the key that was committed to.
    let sealed = incident.binding.binding.protected
    let frag = try KeyFrag(messagePack: approved.keyFrag).verified(
      by: incident.owner.key.publicKey, delegating: sealed.publicKey, receiving: request.key.publicKey)
    let seed = try sealed.capsule.open([try frag.reencrypt(sealed.capsule)], with: request.key, from: sealed.publicKey)
    let session = try SessionKey(seed: seed, incident: incident.binding.binding.incident, rendition: .protected)
    #expect(session.commitment == sealed.keyCommitment)

    let confirmed = try await request.asRequester.confirm(request.address)
    #expect(
      confirmed.events == [
        .settled(request: request.address, amount: Request.reward &+ Request.reward, confirmed: true)
      ])
    let payout = try SecretKey.generate().address
    try await request.asOwner.withdraw(from: request.address, to: payout)
    #expect(try await ledger.balance(of: payout) == Request.reward &+ Request.reward)
    #expect(try await request.asOwner.withdraw(from: request.address) == nil)

    let last = try await ledger.blockNumber()
    let events = try await ledger.events(Set(LedgerEvent.Kind.allCases), from: first, through: last).map(\.event)
      .filter { $0.request == request.address }.map(\.kind)
    #expect(events == [.requested, .requestCreated, .approved, .settled, .withdrawn])
  }

  @Test func evidenceEventsCarryTheSignedBinding() async throws {
    let first = try await fixture.ledger.blockNumber() + 1
    let incident = try await fixture.verifiedIncident()
    let events = try await fixture.ledger.events(
      [.evidenceCreated], from: first, through: fixture.ledger.blockNumber()
    ).map(\.event)
    let expected = LedgerEvent.evidenceCreated(
      EvidenceCreated(
        evidence: incident.evidence, incident: incident.binding.binding.incident, owner: incident.owner.address,
        device: incident.device.address, binding: incident.binding))
    #expect(events.contains(expected))
  }

  @Test func originalNeedsReasonAndAnnouncement() async throws {
    let incident = try await fixture.verifiedIncident()
    await #expect(throws: LedgerError.self) { try await Request(fixture, incident, rendition: .original) }
    let request = try await Request(fixture, incident, rendition: .original, reason: "court order")
    let approval = try await request.approval()
    let refusal = await #expect(throws: LedgerError.self) { try await request.asOwner.approve(approval) }
    #expect(refusal?.reason == "announce in an earlier block")
    try await request.asOwner.announce(request.address)
    #expect(try await request.state().announcedIn != nil)
    let early = await #expect(throws: LedgerError.self) { try await request.asRequester.cancel(request.address) }
    #expect(early?.reason == "an approval is announced")
    try await request.asOwner.approve(approval)
    #expect(try await request.state().phase == .approved)
  }

  @Test func denialAndCancellationGiveTheRewardBack() async throws {
    let incident = try await fixture.verifiedIncident()
    let denied = try await Request(fixture, incident)
    try await denied.asOwner.deny(denied.address)
    let cancelled = try await Request(fixture, incident)
    try await cancelled.asRequester.cancel(cancelled.address)
    for (request, phase) in [(denied, RequestState.Phase.denied), (cancelled, .cancelled)] {
      #expect(try await request.state().phase == phase)
      #expect(try await fixture.ledger.credit(of: request.requester.address, in: request.address) == Request.reward)
      #expect(try await request.asRequester.withdraw(from: request.address) != nil)
    }
  }

  @Test func creatingAndVerifyingTwiceIsOnce() async throws {
    let incident = try await fixture.verifiedIncident()
    let again = try await EvidenceLedger(fixture.ledger, account: fixture.relayer).create(incident.binding)
    #expect(again.evidence == incident.evidence)
    #expect(again.receipt == nil)
    let cloud = EvidenceLedger(fixture.ledger, account: fixture.cloud)
    #expect(try await cloud.verify(incident.evidence, binding: incident.binding) == nil)
  }

  @Test func rootsAreAnchoredAndNeverShrink() async throws {
    let cloud = EvidenceLedger(fixture.ledger, account: fixture.cloud)
    let root = AnchorRoot(log: .audit, size: 7, root: Keccak256.hash([7]))
    try await cloud.anchor(root)
    #expect(try await fixture.ledger.latestAnchor(of: .audit) == root)
    #expect(try await cloud.anchor(root) == nil)
    let refusal = await #expect(throws: LedgerError.self) {
      try await cloud.anchor(AnchorRoot(log: .audit, size: 6, root: Keccak256.hash([6])))
    }
    #expect(refusal?.code == .refused)
    #expect(try await fixture.ledger.latestAnchor(of: .records) == nil)
  }
}
