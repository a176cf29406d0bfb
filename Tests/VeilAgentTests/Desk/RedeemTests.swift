import Cryptography
import Ethereum
import Foundation
import Synchronization
import Testing
import VeilEvidence

@testable import Umbral
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

  /// The rekey in the request contract and the capsule in the evidence are enough.
  @Test(arguments: [FakeDeskCloud.Proxy.refusing, .unreachable, .lying, .babbling])
  func theCapsuleOpensWhateverTheProxyDoes(proxy: FakeDeskCloud.Proxy) async throws {
    let world = try await DeskWorld.make()
    for rendition in Rendition.allCases {
      let request = try await world.approved(rendition)
      world.cloud.state.withLock { $0.proxy = proxy }
      let redemption = try await world.requester.redeem(request, into: world.films)
      let film = try #require(redemption.films.first)
      let expected = rendition == .original ? world.incident.original : world.incident.protected
      #expect(try Data(contentsOf: URL(filePath: film)) == Data(contentsOf: URL(filePath: expected)))
      let check = try #require(redemption.checks.first { $0.subject == "Proxy" })
      #expect(check.outcome == .open)
      let isWrong = proxy == .lying || proxy == .babbling
      #expect(check.finding.contains("wrongly") == isWrong)
      #expect(try await world.ledger.request(at: request).state == .settled)
    }
  }

  /// A fragment that opens the capsule by its own equation, to a seed of the proxy's choice.
  @Test func aForgedFragmentThatFitsTheCapsuleIsNotBelieved() async throws {
    let world = try await DeskWorld.make()
    let request = try await world.approved()
    let honest = try CapsuleFrag(
      messagePack: try await world.cloud.reencrypt(request, by: world.requesterAccount))
    // h·E₁ + V₁ stays what it was with E₁ + D and V₁ − h·D, while E₁ + V₁ becomes another seed.
    let capsule = world.incident.evidence.binding.protected.capsule
    let shift = try #require(Point.generator)
    let hashed = try shift.multiplied(variableTime: HashDomain.capsule(capsule.e, capsule.v)).negated()
    let points = honest.points
    let forged = CapsuleFrag(
      identifier: honest.identifier, precursor: honest.precursor,
      points: CapsuleFragPoints(
        e1: try points.e1.adding(shift), e2: points.e2, v1: try points.v1.adding(hashed), v2: points.v2, u1: points.u1,
        u2: points.u2),
      response: honest.response, signature: honest.signature)
    let receiving = try world.requestKeys.key(1)
    _ = try capsule.open(
      [VerifiedCapsuleFrag(trusting: forged)], with: receiving,
      from: world.incident.evidence.binding.protected.publicKey)
    world.cloud.state.withLock { $0.proxy = .forging(forged.messagePack) }
    let redemption = try await world.requester.redeem(request, into: world.films)
    #expect(redemption.checks.first { $0.subject == "Proxy" }?.outcome == .open)
    #expect(redemption.films.count == 1)
  }

  /// A cloud that is away, or serves another file.
  @Test(arguments: [false, true]) func theOwnersMirrorServesWhatTheCloudDoesNot(isAway: Bool) async throws {
    let world = try await DeskWorld.make()
    let request = try await world.approved(link: "https://mirror.example/film")
    world.cloud.state.withLock {
      $0.swapped = [UInt8](repeating: 7, count: 20_000)
      $0.isAway = isAway
    }
    // Not before the requester wants it: the owner would learn his address.
    await #expect(throws: DeskError.self) { try await world.requester.redeem(request, into: world.films) }
    #expect(world.mirror.asked.withLock { $0 } == [])
    var options = RedeemOptions()
    options.usesMirror = true
    let root = world.incident.evidence.binding.protected.ciphertextRoot
    let sealed = [UInt8](try Data(contentsOf: URL(filePath: try #require(world.incident.blobs[root]))))
    world.mirror.film.withLock { $0 = [UInt8](sealed.reversed()) }
    let refusal = await #expect(throws: DeskError.self) {
      try await world.requester.redeem(request, into: world.films, options: options)
    }
    #expect(refusal?.code == .swappedCiphertext)
    #expect(try await world.ledger.request(at: request).state == .approved)
    world.mirror.film.withLock { $0 = sealed }
    let redemption = try await world.requester.redeem(request, into: world.films, options: options)
    #expect(redemption.films.count == 1)
    #expect(redemption.checks.first { $0.subject == "Place" }?.outcome == (isAway ? .open : .right))
    #expect(world.mirror.asked.withLock { Set($0) } == ["https://mirror.example/film"])
    #expect(try await world.ledger.request(at: request).state == .settled)
  }

  @Test(arguments: [
    ("https://mirror.example/a/film?x=1", "https://mirror.example", "/a/film?x=1"),
    ("http://127.0.0.1:81", "http://127.0.0.1:81", "/"), ("HTTPS://[::1]/f", "https://[::1]", "/f"),
  ])
  func linksAreTakenApart(link: String, base: String, path: String) throws {
    #expect(try LinkMirror.parts(link) == (base, path))
  }

  @Test(arguments: ["", "file:///etc/passwd", "ftp://a/b", "https://", "https://me:secret@a/b", "film", "\u{0}"])
  func otherLinksAreRefused(link: String) {
    #expect(throws: DeskError.self) { try LinkMirror.parts(link) }
  }

  /// A part that is longer than the film is thrown away.
  @Test func aPartOfAnotherFilmHoldsNothingUp() async throws {
    let world = try await DeskWorld.make()
    let request = try await world.approved()
    let root = world.incident.evidence.binding.protected.ciphertextRoot
    try FileManager.default.createDirectory(atPath: world.films, withIntermediateDirectories: true)
    try Data(count: 5_000_000).write(to: URL(filePath: world.films + "/.\(root.hex).fetch.partial"))
    #expect(try await world.requester.redeem(request, into: world.films).films.count == 1)
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
