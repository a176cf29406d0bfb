import Cryptography
import Ethereum
import Foundation
import Testing
import VeilEvidence
import VeilLedger
import VeilTesting

@testable import Umbral
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

  /// A question costs the same however long the chain is, before and after a reorganisation.
  @Test(.enabled(if: RealLedger.isThere, hint)) func onlyNewBlocksAreRead() async throws {
    try await RealLedger.during { real in
      let parties = try await Parties.make(real)
      let request = try await parties.asked(real)
      _ = try await parties.owner.approve(request)
      for _ in 0..<100 { _ = try await real.node.client.call("evm_mine") }
      #expect(try await real.shared.request(at: request).state == .approved)
      _ = real.counter.taken()
      for _ in 0..<10 {
        #expect(try await real.shared.requests().map(\.address) == [request])
        #expect(try await real.shared.evidences().count == 1)
      }
      // The newest block, twenty times; no logs, no state.
      #expect(real.counter.taken() == ["eth_getBlockByNumber": 20])
      _ = try await real.shared.send(.confirm(request: request), signedBy: real.accounts[3])
      #expect(try await real.shared.request(at: request).state == .settled)
      _ = try await real.node.client.call("dev_reorganise", [.integer(1), .bool(false)])
      #expect(try await real.shared.request(at: request).state == .approved)
      _ = try await real.shared.send(.confirm(request: request), signedBy: real.accounts[3])
      _ = try await real.node.client.call("dev_reorganise", [.integer(3), .bool(true)])
      #expect(try await real.shared.request(at: request).state == .settled)
      let fresh = try await SharedLedger(real.ledger, node: real.node)
      #expect(try await fresh.requests() == real.shared.requests())
      #expect(try await fresh.evidences() == real.shared.evidences())
    }
  }

  /// Two incidents of one owner, from the camera's binding to the payout, in all that the ledger shows of them.
  @Test(.enabled(if: RealLedger.isThere, hint)) func twoIncidentsShareNothingOnTheLedger() async throws {
    try await RealLedger.during { real in
      let folder = try TemporaryFolder()
      let keys = try OwnerKeys(seed: try SecretKey.generate())
      let rules = try await real.shared.rules()
      let cloud = FakeDeskCloud(real.shared)
      let owner = Owner(
        ledger: real.shared, store: try DeskStore(), keys: try OwnerKeyRing(keys, count: 2), now: Self.now)
      let requester = Requester(
        ledger: real.shared, cloud: cloud, store: try DeskStore(),
        keys: try RequestKeys(seed: try SecretKey.generate()), account: real.accounts[3], now: Self.now)
      var traces: [LedgerTraces] = []
      for index in 0..<2 {
        let before = try await real.node.blockNumber()
        let incident = try await real.publish(
          try await FakeIncident.make(try keys.slot(UInt32(index)), rules: rules, in: folder, name: "\(index)"))
        cloud.take(incident)
        let request = try await requester.request(
          incident.evidence.address, rendition: .protected, reward: 5_000, reason: ""
        ).address
        // A wallet of its own for each, as the desk advises.
        _ = try await owner.fund(try await owner.funding(request), from: real.accounts[5 + index])
        _ = try await owner.approve(request)
        _ = try await requester.redeem(request, into: folder.path("films"))
        _ = try await owner.withdraw(request, to: try SecretKey.generate().address)
        traces.append(
          try await LedgerTraces.read(real.node, after: before, through: try await real.node.blockNumber()))
      }
      let description = real.ledger.description
      let known = LedgerTraces.of(
        [
          description.evidenceFactory, description.search, description.requestFactory, description.responses,
          description.cloud, description.relayer, real.accounts[3].address,
        ])
      #expect(traces.allSatisfy { $0.pieces.count > 1_000 }, "\(traces.map(\.pieces.count))")
      let shared = traces[0].pieces.intersection(traces[1].pieces).subtracting(known.pieces)
      // Topics of events and the frame of a rekey are the same in all; nothing of an owner is in them.
      let constant = try Set(Self.constants().flatMap { LedgerTraces.pieces(of: $0) })
      #expect(shared.subtracting(constant).map { Hex.encode($0) } == [])
    }
  }

  /// What every incident's transactions carry: the topics of events, and the frame of a rekey with Umbral's parameter U.
  private static func constants() throws -> [[UInt8]] {
    let length: [UInt8] = [UInt8](repeating: 0, count: 30) + [0x01, 0x36]
    var events = [length + [0x95, 0x91, 0xC4, 0x21] + (try Parameters.pointU()).compressed + [0xC4, 0x20]]
    for artefact in try FileManager.default.contentsOfDirectory(atPath: RealLedger.root + "/contracts/artefacts") {
      let text = try Data(contentsOf: URL(filePath: RealLedger.root + "/contracts/artefacts/" + artefact))
      for entry in try JSON(parsing: text)["abi"]?.array ?? [] where entry["type"]?.string == "event" {
        events.append(Keccak256.hash(Self.signature(entry).utf8).bytes)
      }
    }
    return events
  }

  private static func signature(_ entry: JSON) -> String {
    "\(entry["name"]?.string ?? "")(\((entry["inputs"]?.array ?? []).map(type).joined(separator: ",")))"
  }

  private static func type(_ input: JSON) -> String {
    let type = input["type"]?.string ?? ""
    guard type.hasPrefix("tuple") else { return type }
    return "(\((input["components"]?.array ?? []).map(Self.type).joined(separator: ",")))" + type.dropFirst(5)
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
