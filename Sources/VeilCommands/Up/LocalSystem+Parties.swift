import Cryptography
import Foundation
import VeilAgent
import VeilCloudAPI
import VeilLedger

/// The people around a local system, each with a ledger, a store and keys of their own.
extension LocalSystem {
  private static let slots = 50

  static let now: @Sendable () -> Int64 = { Int64(Date().timeIntervalSince1970 * 1_000) }

  /// The camera's folder, paired with the owner on first use.
  func camera() throws -> AgentStore {
    let store = try AgentStore(try StateFolder(path: cameraFolder))
    guard try store.slotCounts().free == 0 else { return store }
    let keys = try OwnerKeys(seed: parties.ownerSeed)
    let indices = try SlotCounter(of: keys.name, in: settings.folder).take(Self.slots)
    _ = try store.add(
      try keys.pairing(indices, chainID: description.chainID, factory: description.evidenceFactory))
    return store
  }

  var cameraFolder: String { settings.folder + "/dashcam" }
  var recordings: String { settings.folder + "/recordings" }

  func cloudClient() throws -> CloudClient { CloudClient(transport: try HTTPCloudTransport(address: cloudAddress)) }

  /// What the owner's desk works with. The owner can also ask for other people's films.
  func ownerDesk() async throws -> DeskServices {
    try await desk("owner", wallet: parties.owner, requests: parties.ownerRequestSeed, ring: try ring())
  }

  /// What the requester's desk works with. He has no camera.
  func requesterDesk() async throws -> DeskServices {
    let none = try OwnerKeyRing(try OwnerKeys(seed: try SecretKey.generate()), count: 0)
    return try await desk("requester", wallet: parties.requester, requests: parties.requestSeed, ring: none)
  }

  private func ring() throws -> OwnerKeyRing {
    let keys = try OwnerKeys(seed: parties.ownerSeed)
    return try OwnerKeyRing(keys, count: try SlotCounter(of: keys.name, in: settings.folder).next())
  }

  private func desk(
    _ name: String, wallet: SecretKey, requests: SecretKey, ring: OwnerKeyRing
  ) async throws -> DeskServices {
    let folder = settings.folder + "/" + name
    let store = try DeskStore(path: folder + "/desk.sqlite")
    let ledger = try await SharedLedger.connect(
      to: node, description: description, outbox: try FileOutboxStore(folder: folder + "/outbox"), policy: policy)
    let cloud = SharedCloud(try HTTPCloudTransport(address: cloudAddress))
    return DeskServices(
      ledger: ledger, cloud: cloud,
      requester: Requester(
        ledger: ledger, cloud: cloud, store: store, keys: try RequestKeys(seed: requests), account: wallet,
        now: Self.now),
      owner: Owner(ledger: ledger, store: store, keys: ring, now: Self.now), ownerStore: store, wallet: wallet,
      films: folder + "/films", now: Self.now)
  }
}
