import Cryptography
import Ethereum
import Foundation
import Testing
import Umbral
import VeilEvidence
import VeilTesting

@testable import VeilAgent

/// The desk against the real contracts on the embedded ledger.
@Suite(.serialized) struct RealLedgerTests {
  static let hint: Comment = "needs Vendor/ledger-python: run Scripts/setup"
  static let now: @Sendable () -> Int64 = { Int64(Date().timeIntervalSince1970 * 1_000) }

  /// Both parties and one incident on a ledger.
  struct Parties {
    let owner: Owner
    let requester: Requester
    let ring: OwnerKeyRing
    let incident: FakeIncident
    let folder: TemporaryFolder

    static func make(_ real: RealLedger, flaw: FakeIncident.Flaw = .none) async throws -> Parties {
      let folder = try TemporaryFolder()
      let keys = try OwnerKeys(seed: try SecretKey.generate())
      let made = try await FakeIncident.make(
        try keys.slot(0), flaw: flaw, rules: try await real.shared.rules(), in: folder)
      let incident = try await real.publish(made)
      let cloud = FakeDeskCloud(real.shared)
      cloud.take(incident)
      let ring = try OwnerKeyRing(keys, count: 1)
      return Parties(
        owner: Owner(ledger: real.shared, store: try DeskStore(), keys: ring, now: RealLedgerTests.now),
        requester: Requester(
          ledger: real.shared, cloud: cloud, store: try DeskStore(),
          keys: try RequestKeys(seed: try SecretKey.generate()), account: real.accounts[3], now: RealLedgerTests.now),
        ring: ring, incident: incident, folder: folder)
    }

    func asked(_ real: RealLedger, _ rendition: Rendition = .protected) async throws -> Address {
      let request = try await requester.request(
        incident.evidence.address, rendition: rendition, reward: 5_000, reason: rendition == .original ? "court" : "")
      _ = try await owner.fund(try await owner.funding(request.address), from: real.accounts[4])
      return request.address
    }

    var films: String { folder.path("films") }
  }

  @Test(.enabled(if: RealLedger.isThere, hint)) func bothFilmsArriveAndThePartiesArePaid() async throws {
    try await RealLedger.during { real in
      let parties = try await Parties.make(real)
      for rendition in [Rendition.protected, .original] {
        let request = try await parties.asked(real, rendition)
        #expect(try await parties.owner.inbox().first?.request.address == request)
        if rendition == .original { _ = try await parties.owner.announceOriginal(request) }
        _ = try await parties.owner.approve(request, confirmsOriginal: rendition == .original)
        let redemption = try await parties.requester.redeem(request, into: parties.films)
        #expect(redemption.films.count == 1 && redemption.checks.allSatisfy { $0.outcome == .right })
        #expect(try await real.shared.request(at: request).state == .settled)
        let payout = try SecretKey.generate().address
        _ = try await parties.owner.withdraw(request, to: payout)
        #expect(try await real.shared.balance(of: payout) == 10_000)
      }
      let denied = try await parties.asked(real)
      _ = try await parties.owner.deny(denied)
      let back = try SecretKey.generate().address
      _ = try await parties.requester.withdraw(denied, to: back)
      #expect(try await real.shared.balance(of: back) == 5_000)
      let refunded = try await parties.asked(real)
      _ = try await parties.requester.refund(refunded)
      #expect(try await real.shared.request(at: refunded).state == .cancelled)
    }
  }

  @Test(.enabled(if: RealLedger.isThere, hint)) func contractsAgreeWithEveryFoundedDispute() async throws {
    try await RealLedger.during { real in
      for flaw in [FakeIncident.Flaw.wrongKeyCommitment, .falsePlace, .none] {
        let parties = try await Parties.make(real, flaw: flaw)
        let request = try await parties.asked(real)
        if flaw == .none {
          try await Self.approveBadly(request, parties, real)
        } else {
          _ = try await parties.owner.approve(request)
        }
        let redemption = try await parties.requester.redeem(request, into: parties.films)
        guard case .disputable(let dispute, let receipt) = redemption.outcome else {
          Issue.record("\(flaw) was not disputed")
          continue
        }
        #expect(receipt != nil)
        #expect(dispute.kind == (flaw == .none ? .badRekey : flaw == .falsePlace ? .falsePlace : .badKey))
        #expect(try await real.shared.request(at: request).state == .disputed)
        #expect(try await real.shared.credit(of: real.accounts[3].address, in: request) == 10_000)
      }
    }
  }

  /// As an owner who cheats would: the rekey is another number.
  private static func approveBadly(_ address: Address, _ parties: Parties, _ real: RealLedger) async throws {
    let request = try await real.shared.request(at: address)
    let keys = try #require(try parties.ring.keys(ofOwner: parties.incident.evidence.owner))
    let fragments = try Delegation(from: keys.umbral(.protected), to: request.publicKey, signer: keys.signer)
      .keyFrags(threshold: 1, shares: 1)
    var bytes = try fragments[0].keyFrag.messagePack().withUnsafeBytes { Array($0) }
    bytes[104] ^= 1
    _ = try await real.shared.send(
      .approve(
        request: address, evidence: parties.incident.evidence, keyFrag: try SecretBytes(copying: bytes), link: "",
        deposit: 5_000), signedBy: keys.account)
  }
}
