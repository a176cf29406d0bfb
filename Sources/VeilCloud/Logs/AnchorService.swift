internal import Cryptography
internal import Foundation
internal import Logging
internal import VeilCloudAPI

/// Writes the roots of both logs to the ledger once a day.
struct AnchorService: Sendable {
  let keepers: [LogKeeper]
  let store: any Store
  let chain: any EvidenceChainPort
  let audit: AuditLog
  let clock: CloudClock
  let interval: UInt64

  /// Anchors what is due and has grown.
  func runIfDue() async throws {
    for keeper in keepers {
      let last = try await anchored(keeper.name)
      let head = try await keeper.head(time: clock.now, anchored: nil)
      guard head.size > 0, last.map({ head.time >= $0.time + interval && head.size > $0.size }) ?? true else {
        continue
      }
      guard let transaction = try await chain.anchor(keeper.name, size: head.size, root: head.root) else { continue }
      let anchored = LogHeadReply.Anchored(
        size: head.size, root: head.root, transaction: transaction, time: head.time)
      try await store.set(
        Self.document(keeper.name), to: String(decoding: try JSONEncoder().encode(anchored), as: UTF8.self))
      await audit.note(.anchor, keeper.name.rawValue, "size \(head.size), root \(head.root)")
    }
  }

  /// What was anchored last of a log.
  func anchored(_ log: CloudLog) async throws -> LogHeadReply.Anchored? {
    guard let text = try await store.document(Self.document(log)) else { return nil }
    return try JSONDecoder().decode(LogHeadReply.Anchored.self, from: Data(text.utf8))
  }

  private static func document(_ log: CloudLog) -> String { "anchor.\(log.rawValue)" }
}
