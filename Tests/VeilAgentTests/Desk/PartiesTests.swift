import Cryptography
import Ethereum
import Foundation
import GRDB
import Synchronization
import Testing
import Umbral
import VeilCloudAPI
import VeilEvidence
import VeilTesting

@testable import VeilAgent

@Suite struct PartiesTests {
  @Test func everyStateEnds() async throws {
    let world = try await DeskWorld.make()
    let evidence = world.incident.evidence.address
    // The owner never answers.
    let first = try await world.requester.request(evidence, rendition: .protected, reward: nil, reason: "").address
    world.ledger.advance(days: 8)
    _ = try await world.requester.refund(first)
    _ = try await world.requester.withdraw(first)
    // The requester never confirms.
    let second = try await world.approved()
    await #expect(throws: DeskError.self) { try await world.requester.refund(second) }
    await #expect(throws: DeskError.self) { try await world.owner.settle(second) }
    world.ledger.advance(days: 4)
    let late = await #expect(throws: DeskError.self) { try await world.requester.dispute(second) }
    #expect(late != nil)
    _ = try await world.owner.settle(second)
    #expect(try await world.credit(world.incident.evidence.owner, second) == 10_000)
  }

  @Test func bothPartiesSayWhatItWas() async throws {
    let world = try await DeskWorld.make()
    let request = try await world.approved()
    try await world.requester.say(.accident, of: request)
    try await world.owner.say(.normal, of: request, to: world.cloud)
    let verdicts = world.cloud.state.withLock { $0.verdicts }
    #expect(verdicts == [world.requester.address: .accident, world.incident.evidence.owner: .normal])
    let stranger = Owner(
      ledger: world.ledger, store: try DeskStore(),
      keys: try OwnerKeyRing(try OwnerKeys(seed: try SecretKey.generate()), count: 4), now: world.ledger.now)
    await #expect(throws: DeskError.self) { try await stranger.say(.normal, of: request, to: world.cloud) }
  }

  @Test func deniedRequestsGiveTheRewardBack() async throws {
    let world = try await DeskWorld.make()
    let request = try await world.requester.request(
      world.incident.evidence.address, rendition: .protected, reward: 2_000, reason: ""
    ).address
    _ = try await world.owner.deny(request)
    let tracked = try await world.requester.tracked(request)
    #expect(tracked.credit == 2_000)
    #expect(tracked.next(now: world.ledger.now()) == .withdraw)
    await #expect(throws: DeskError.self) { try await world.owner.approve(request) }
  }

  @Test func strangersCanNeitherApproveNorRedeem() async throws {
    let world = try await DeskWorld.make()
    let stranger = Owner(
      ledger: world.ledger, store: try DeskStore(),
      keys: try OwnerKeyRing(try OwnerKeys(seed: try SecretKey.generate()), count: 4), now: world.ledger.now)
    let request = try await world.requester.request(
      world.incident.evidence.address, rendition: .protected, reward: nil, reason: ""
    ).address
    let refusal = await #expect(throws: DeskError.self) { try await stranger.approve(request) }
    #expect(refusal?.code == .notYours)
    #expect(try await stranger.inbox().isEmpty)
    #expect(try await world.owner.inbox().map(\.request.address) == [request])
    let other = Requester(
      ledger: world.ledger, cloud: world.cloud, store: try DeskStore(),
      keys: try RequestKeys(seed: try SecretKey.generate()), account: try SecretKey.generate(), now: world.ledger.now)
    await #expect(throws: DeskError.self) { try await other.redeem(request, into: world.films) }
  }

  @Test func rewardsBelowTheLeastAreRefusedHere() async throws {
    let world = try await DeskWorld.make()
    let refusal = await #expect(throws: DeskError.self) {
      try await world.requester.request(
        world.incident.evidence.address, rendition: .protected, reward: 999, reason: "")
    }
    #expect(refusal?.code == .notAllowed)
    #expect(world.ledger.sent.isEmpty)
  }

  @Test func requestWhoseAnswerWasLostIsFoundByItsKey() async throws {
    let world = try await DeskWorld.make()
    world.ledger.state.withLock { $0.losesNextAnswer = true }
    await #expect(throws: DeskError.self) {
      try await world.requester.request(
        world.incident.evidence.address, rendition: .protected, reward: nil, reason: "")
    }
    let tracked = try #require(try await world.requester.requests().first)
    let address = try #require(tracked.ledger?.address)
    _ = try await world.owner.approve(address)
    #expect(try await !world.requester.redeem(address, into: world.films).films.isEmpty)
  }

  @Test func everyRequestHasItsOwnKey() async throws {
    let world = try await DeskWorld.make()
    for _ in 0..<3 {
      _ = try await world.requester.request(
        world.incident.evidence.address, rendition: .protected, reward: nil, reason: "")
    }
    #expect(Set(try await world.ledger.requests().map(\.publicKey)).count == 3)
  }

  @Test func freshAccountIsFundedFromANamedWalletWithAStatement() async throws {
    let world = try await DeskWorld.make()
    let wallet = try SecretKey.generate()
    world.ledger.give(wallet.address, 5_000_000)
    world.ledger.give(world.incident.evidence.owner, .zero)
    let request = try await world.requester.request(
      world.incident.evidence.address, rendition: .protected, reward: 3_000, reason: ""
    ).address
    await #expect(throws: (any Error).self) { try await world.owner.approve(request) }
    let plan = try await world.owner.funding(request)
    #expect(plan.missing == 1_003_000)
    #expect(plan.statement(wallet: wallet.address).contains(wallet.address.description))
    _ = try await world.owner.fund(plan, from: wallet)
    _ = try await world.owner.approve(request)
    #expect(try await world.owner.fund(try await world.owner.funding(request, deposit: 0), from: wallet) == nil)
  }

  /// What the requester and everybody else sees of two incidents of one owner: addresses, Umbral keys, capsules, device
  /// keys, commitments, rekeys, funding path and payout.
  @Test func twoIncidentsOfAnOwnerShareNothing() async throws {
    let world = try await DeskWorld.make()
    let second = try await FakeIncident.make(try world.ownerKeys.slot(1), in: world.folder, name: "b")
    world.ledger.publish(second)
    world.cloud.take(second)
    var views: [Set<String>] = []
    for incident in [world.incident, second] {
      let wallet = try SecretKey.generate()
      world.ledger.give(wallet.address, 5_000_000)
      world.ledger.give(incident.evidence.owner, .zero)
      let request = try await world.requester.request(
        incident.evidence.address, rendition: .protected, reward: 5_000, reason: ""
      ).address
      _ = try await world.owner.fund(try await world.owner.funding(request), from: wallet)
      _ = try await world.owner.approve(request)
      _ = try await world.requester.redeem(request, into: world.films)
      let payout = try SecretKey.generate().address
      _ = try await world.owner.withdraw(request, to: payout)
      views.append(try Self.view(incident, try await world.ledger.request(at: request), wallet.address, payout))
    }
    #expect(views[0].count == views[1].count)
    #expect(views[0].isDisjoint(with: views[1]))
  }

  /// What would link them is said before, and not done by accident.
  @Test func aSharedWalletIsNamedAndASharedPayoutIsRefused() async throws {
    let world = try await DeskWorld.make()
    let second = try await FakeIncident.make(try world.ownerKeys.slot(1), in: world.folder, name: "b")
    world.ledger.publish(second)
    world.cloud.take(second)
    let (wallet, payout) = (try SecretKey.generate(), try SecretKey.generate().address)
    world.ledger.give(wallet.address, 50_000_000)
    for (number, incident) in [world.incident, second].enumerated() {
      world.ledger.give(incident.evidence.owner, .zero)
      for rendition in [Rendition.protected, .original] {
        let request = try await world.requester.request(
          incident.evidence.address, rendition: rendition, reward: 5_000, reason: "court"
        ).address
        let plan = try await world.owner.funding(request)
        let isNamed = plan.statement(wallet: wallet.address).contains("another incident of yours already")
        #expect(isNamed == (number == 1))
        _ = try await world.owner.fund(plan, from: wallet)
        if rendition == .original { _ = try await world.owner.announceOriginal(request) }
        _ = try await world.owner.approve(request, confirmsOriginal: true)
        _ = try await world.requester.redeem(request, into: world.films)
        if number == 1 {
          let refusal = await #expect(throws: DeskError.self) { try await world.owner.withdraw(request, to: payout) }
          #expect(refusal?.code == .notAllowed)
        }
        _ = try await world.owner.withdraw(request, to: payout, acceptsLink: number == 1)
      }
    }
  }

  private static func view(
    _ incident: FakeIncident, _ request: DeskRequest, _ wallet: Address, _ payout: Address
  ) throws -> Set<String> {
    let binding = incident.evidence.binding
    var seen = [
      incident.evidence.address.description, binding.owner.description, try incident.evidence.device().description,
      binding.incident.description, binding.placeCommitment.description,
      incident.evidence.signed.signature.bytes.description,
      wallet.description, payout.description, request.address.description,
    ]
    for sealed in [binding.original, binding.protected] {
      seen += [
        sealed.publicKey.compressed.description, sealed.capsule.e.compressed.description,
        sealed.capsule.v.compressed.description, sealed.ciphertextRoot.description, sealed.keyCommitment.description,
      ]
    }
    seen += binding.previews.map(\.description) + binding.segments.flatMap { ["\($0.frameHash)", "\($0.contentRoot)"] }
    let frag = try RekeyReader.read(request.approval?.keyFrag ?? [])
    seen += [frag.precursor.compressed.description, frag.proof.commitment.compressed.description]
    seen += [frag.identifier.description, frag.proof.signatureForReceiver.bytes.description]
    return Set(seen)
  }

  @Test func auditLogTellsWhenALineWasChanged() async throws {
    let world = try await DeskWorld.make()
    _ = try await world.approved(.original)
    #expect(try world.ownerStore.auditLog().count == 2)
    try await world.ownerStore.database.write { database in
      try database.execute(sql: "UPDATE auditEntry SET reason = 'none' WHERE number = 1")
    }
    #expect(throws: DeskError.self) { try world.ownerStore.auditLog() }
  }

  @Test func webhookIsToldOfEachRequestUntilItAccepts() async throws {
    let world = try await DeskWorld.make()
    let request = try await world.requester.request(
      world.incident.evidence.address, rendition: .protected, reward: nil, reason: ""
    ).address
    let hook = RecordingTransport(statuses: [500, 204])
    let webhook = Webhook(transport: hook)
    await #expect(throws: DeskError.self) { try await world.owner.notify(webhook) }
    #expect(try await world.owner.notify(webhook) == 1)
    #expect(try await world.owner.notify(webhook) == 0)
    #expect(hook.bodies.withLock { $0 }.allSatisfy { $0.contains(request.description) })
    #expect(throws: DeskError.self) { try Webhook(address: "file:///etc/passwd") }
  }
}

/// Answers with the statuses in order, and keeps what it was sent.
private final class RecordingTransport: Transport {
  let statuses: Mutex<[Int]>
  let bodies = Mutex<[String]>([])

  init(statuses: [Int]) { self.statuses = Mutex(statuses) }

  func send(_ body: [UInt8]) async throws -> TransportReply {
    bodies.withLock { $0.append(String(decoding: body, as: UTF8.self)) }
    return TransportReply(status: statuses.withLock { $0.isEmpty ? 204 : $0.removeFirst() }, body: [])
  }
}
