import Cryptography
import Ethereum
import Foundation
import Synchronization
import Testing
import VeilEvidence

@testable import VeilAgent

@Suite struct RedeemTests {
  @Test func protectedFilmArrivesAndTheOwnerIsPaid() async throws {
    let world = try await DeskWorld.make()
    let request = try await world.approved()
    let redemption = try await world.requester.redeem(request, into: world.films)
    let film = try #require(redemption.films.first)
    #expect(try Data(contentsOf: URL(filePath: film)) == Data(contentsOf: URL(filePath: world.incident.protected)))
    #expect(redemption.checks.allSatisfy { $0.outcome == .right })
    #expect(try await world.ledger.request(at: request).state == .settled)
    let owner = world.incident.evidence.owner
    #expect(try await world.credit(owner, request) == 10_000)
    let payout = try SecretKey.generate().address
    _ = try await world.owner.withdraw(request, to: payout)
    #expect(try await world.ledger.balance(of: payout) == 10_000)
    await #expect(throws: DeskError.self) { try await world.owner.withdraw(request, to: payout) }
  }

  @Test func originalNeedsReasonAnnouncementAndASecondConfirmation() async throws {
    let world = try await DeskWorld.make()
    await #expect(throws: DeskError.self) {
      try await world.requester.request(world.incident.evidence.address, rendition: .original, reward: nil, reason: "")
    }
    let request = try await world.requester.request(
      world.incident.evidence.address, rendition: .original, reward: nil, reason: "court order 12")
    let early = await #expect(throws: DeskError.self) {
      try await world.owner.approve(request.address, confirmsOriginal: true)
    }
    #expect(early?.code == .notAllowed)
    _ = try await world.owner.announceOriginal(request.address)
    await #expect(throws: DeskError.self) { try await world.owner.approve(request.address) }
    _ = try await world.owner.approve(request.address, confirmsOriginal: true)
    let redemption = try await world.requester.redeem(request.address, into: world.films)
    let film = try #require(redemption.films.first)
    #expect(try Data(contentsOf: URL(filePath: film)) == Data(contentsOf: URL(filePath: world.incident.original)))
    let log = try world.ownerStore.auditLog()
    #expect(log.map(\.action) == ["announce original", "approve original"])
    #expect(log.allSatisfy { $0.reason == "court order 12" })
  }

  @Test func badRekeyIsDisputedByItself() async throws {
    let world = try await DeskWorld.make()
    let request = try await world.approved()
    try world.replaceRekey(of: request) { bytes in
      var bytes = bytes
      bytes[104] ^= 1
      return bytes
    }
    let redemption = try await world.requester.redeem(request, into: world.films)
    guard case .disputable(let dispute, let receipt) = redemption.outcome else {
      Issue.record("not disputed")
      return
    }
    #expect(dispute.kind == .badRekey)
    #expect(receipt != nil)
    #expect(try await world.ledger.request(at: request).state == .disputed)
    #expect(try await world.credit(world.requesterAccount.address, request) == 10_000)
    #expect(redemption.films.isEmpty)
  }

  @Test(arguments: [false, true]) func brokenFrameOfARekeyHidesNothing(isKeyBad: Bool) async throws {
    let world = try await DeskWorld.make()
    let request = try await world.approved()
    try world.replaceRekey(of: request) { bytes in
      var bytes = bytes
      bytes[0] = 0
      if isKeyBad { bytes[104] ^= 1 }
      return bytes
    }
    let redemption = try await world.requester.redeem(request, into: world.films)
    #expect(redemption.films.isEmpty == isKeyBad)
    #expect(try await world.ledger.request(at: request).state == (isKeyBad ? .disputed : .settled))
  }

  @Test func keyThatWasNotCommittedToIsDisputed() async throws {
    let world = try await DeskWorld.make(flaw: .wrongKeyCommitment)
    let request = try await world.approved()
    let redemption = try await world.requester.redeem(request, into: world.films)
    guard case .disputable(let dispute, _) = redemption.outcome else {
      Issue.record("not disputed")
      return
    }
    #expect(dispute.kind == .badKey)
    #expect(try await world.ledger.request(at: request).state == .disputed)
  }

  @Test func placeThatContradictsTheSearchIsDisputed() async throws {
    let world = try await DeskWorld.make(flaw: .falsePlace)
    let request = try await world.approved()
    let redemption = try await world.requester.redeem(request, into: world.films)
    guard case .disputable(let dispute, _) = redemption.outcome else {
      Issue.record("not disputed")
      return
    }
    #expect(dispute.kind == .falsePlace)
    #expect(try await world.credit(world.requesterAccount.address, request) == 10_000)
  }

  @Test func aPersonMayDisputeLaterByHand() async throws {
    let world = try await DeskWorld.make(flaw: .wrongKeyCommitment)
    let request = try await world.approved()
    var options = RedeemOptions()
    options.disputes = false
    let redemption = try await world.requester.redeem(request, into: world.films, options: options)
    guard case .disputable(_, nil) = redemption.outcome else {
      Issue.record("sent")
      return
    }
    #expect(try await world.requester.dispute(request).dispute.kind == .badKey)
  }

  @Test func unfoundedDisputesNeverLeaveTheMachine() async throws {
    let world = try await DeskWorld.make()
    let request = try await world.approved()
    let before = world.ledger.sent
    let refusal = await #expect(throws: DeskError.self) { try await world.requester.dispute(request) }
    #expect(refusal?.code == .unfounded)
    #expect(world.ledger.sent == before)
    var options = RedeemOptions()
    options.confirms = false
    _ = try await world.requester.redeem(request, into: world.films, options: options)
    await #expect(throws: DeskError.self) { try await world.requester.dispute(request) }
    #expect(world.ledger.sent == before)
  }

  @Test func swappedCiphertextIsNeitherOpenedNorConfirmed() async throws {
    let world = try await DeskWorld.make()
    let request = try await world.approved()
    world.cloud.state.withLock { $0.swapped = [UInt8](repeating: 7, count: 20_000) }
    let refusal = await #expect(throws: DeskError.self) {
      try await world.requester.redeem(request, into: world.films)
    }
    #expect(refusal?.code == .swappedCiphertext)
    #expect(try await world.ledger.request(at: request).state == .approved)
    #expect(try FileManager.default.contentsOfDirectory(atPath: world.films).isEmpty)
    world.cloud.state.withLock { $0.swapped = nil }
    #expect(try await !world.requester.redeem(request, into: world.films).films.isEmpty)
  }

  @Test func brokenTransferGoesOnWhereItStopped() async throws {
    let world = try await DeskWorld.make()
    let request = try await world.approved()
    world.cloud.state.withLock { $0.breaksAfter = 4_096 }
    await #expect(throws: DeskError.self) { try await world.requester.redeem(request, into: world.films) }
    _ = try await world.requester.redeem(request, into: world.films)
    let root = world.incident.evidence.binding.protected.ciphertextRoot
    let size = try Data(contentsOf: URL(filePath: try #require(world.incident.blobs[root]))).count
    #expect(world.cloud.state.withLock { $0.served } == size)
  }

  @Test func filmThatIsNotTheCommittedOneIsNotConfirmed() async throws {
    let world = try await DeskWorld.make(flaw: .otherFilm)
    let request = try await world.approved()
    let refusal = await #expect(throws: DeskError.self) {
      try await world.requester.redeem(request, into: world.films)
    }
    #expect(refusal?.code == .contentDiffers)
    #expect(try await world.ledger.request(at: request).state == .approved)
    #expect(try FileManager.default.contentsOfDirectory(atPath: world.films).allSatisfy { $0.hasSuffix(".veil") })
  }

  @Test func nothingCanBeRedeemedBeforeTheApproval() async throws {
    let world = try await DeskWorld.make()
    let request = try await world.requester.request(
      world.incident.evidence.address, rendition: .protected, reward: nil, reason: "")
    let refusal = await #expect(throws: DeskError.self) {
      try await world.requester.redeem(request.address, into: world.films)
    }
    #expect(refusal?.code == .wrongState)
    await #expect(throws: DeskError.self) {
      try await world.cloud.grant(request.address, rendition: .protected, by: world.requesterAccount)
    }
  }
}
