import Cryptography
import Ethereum
import Foundation
import VeilCloud
import VeilLedger

extension LedgerChain {
  /// The chain of a cloud whose folder also keeps what was sent and how far events were read.
  /// - Parameter folder: the cloud's; made if it is not there.
  /// - Throws: ``LedgerError``.
  static func connect(
    to node: EthereumNode, description: LedgerDescription, folder: String, cloud: SecretKey, relayer: SecretKey,
    policy: TransactionSender.Policy = .embedded
  ) async throws -> LedgerChain {
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let ledger = try await EthereumLedger.connect(
      to: node, description: description, outbox: try FileOutboxStore(folder: folder + "/outbox"), policy: policy)
    let cursor = FileCursorStore(path: folder + "/cursor.json")
    return LedgerChain(ledger, cloud: cloud, relayer: relayer) { handle in
      try await EventFollower(ledger, store: cursor).run { try await handle($0) }
    }
  }
}
