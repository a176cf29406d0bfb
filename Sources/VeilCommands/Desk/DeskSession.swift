import Cryptography
import Foundation
import VeilAgent

/// The parties of one command, with their keys open.
struct DeskSession {
  let ledger: SharedLedger
  let cloud: SharedCloud
  let account: SecretKey
  let requester: Requester
  let owner: Owner
  let store: DeskStore

  static let now: @Sendable () -> Int64 = { Int64(Date().timeIntervalSince1970 * 1_000) }

  init(_ options: DeskOptions) async throws {
    let keys = try DeskKeys(options)
    ledger = try await options.sharedLedger()
    cloud = SharedCloud(try options.transport())
    account = try await keys.account()
    store = try DeskStore(path: options.statePath + "/desk.sqlite")
    requester = Requester(
      ledger: ledger, cloud: cloud, store: store, keys: try await keys.requestKeys(), account: account, now: Self.now)
    owner = Owner(ledger: ledger, store: store, keys: try await keys.ring(), now: Self.now)
  }
}
