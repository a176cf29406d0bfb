import Cryptography
import Ethereum
import Foundation
import Synchronization
import VeilEvidence
import VeilTesting

@testable import VeilAgent

/// An owner, a requester, a ledger and a cloud, with one published incident.
struct DeskWorld {
  let folder: TemporaryFolder
  let ledger: FakeLedger
  let cloud: FakeDeskCloud
  let ownerKeys: OwnerKeys
  let owner: Owner
  let ownerStore: DeskStore
  let requester: Requester
  let requesterStore: DeskStore
  let requesterAccount: SecretKey
  let requestKeys: RequestKeys
  let mirror: FakeMirror
  let incident: FakeIncident

  /// - Parameter clockError: seconds by which both desks' clocks are fast.
  static func make(flaw: FakeIncident.Flaw = .none, clockError: Int64 = 0) async throws -> DeskWorld {
    let folder = try TemporaryFolder()
    let ledger = FakeLedger()
    let cloud = FakeDeskCloud(ledger)
    let keys = try OwnerKeys(seed: try SecretKey.generate())
    let incident = try await FakeIncident.make(try keys.slot(0), flaw: flaw, in: folder)
    ledger.publish(incident)
    cloud.take(incident)
    let account = try SecretKey.generate()
    ledger.give(account.address, 1_000_000_000)
    ledger.give(incident.evidence.owner, 1_000_000_000)
    let now: @Sendable () -> Int64 = { ledger.now() + clockError * 1_000 }
    let (ownerStore, requesterStore) = (try DeskStore(), try DeskStore())
    let (requestKeys, mirror) = (try RequestKeys(seed: try SecretKey.generate()), FakeMirror())
    return DeskWorld(
      folder: folder, ledger: ledger, cloud: cloud, ownerKeys: keys,
      owner: Owner(ledger: ledger, store: ownerStore, keys: try OwnerKeyRing(keys, count: 4), now: now),
      ownerStore: ownerStore,
      requester: Requester(
        ledger: ledger, cloud: cloud, store: requesterStore, keys: requestKeys, account: account, mirror: mirror,
        now: now),
      requesterStore: requesterStore, requesterAccount: account, requestKeys: requestKeys, mirror: mirror,
      incident: incident)
  }

  var films: String { folder.path("films") }

  /// Asks and lets the owner approve.
  func approved(_ rendition: Rendition = .protected, link: String = "") async throws -> Address {
    let request = try await requester.request(
      incident.evidence.address, rendition: rendition, reward: 5_000, reason: rendition == .original ? "court" : "")
    if rendition == .original { _ = try await owner.announceOriginal(request.address) }
    _ = try await owner.approve(request.address, link: link, confirmsOriginal: rendition == .original)
    return request.address
  }

  /// Puts another rekey into an approval, as a cheating owner would have sent it.
  func replaceRekey(of address: Address, _ change: ([UInt8]) throws -> [UInt8]) throws {
    try ledger.state.withLock { state in
      guard let index = state.requests.firstIndex(where: { $0.address == address }) else { return }
      let old = state.requests[index]
      guard let approval = old.approval else { return }
      state.requests[index] = DeskRequest(
        address: old.address, evidence: old.evidence, requester: old.requester, rendition: old.rendition,
        publicKey: old.publicKey, reward: old.reward, reason: old.reason, state: old.state, approveBy: old.approveBy,
        isOriginalAnnounced: old.isOriginalAnnounced,
        approval: .init(
          keyFrag: try change(approval.keyFrag), link: approval.link, deposit: approval.deposit,
          confirmBy: approval.confirmBy))
    }
  }

  func credit(_ account: Address, _ request: Address) async throws -> UInt256 {
    try await ledger.credit(of: account, in: request)
  }
}
