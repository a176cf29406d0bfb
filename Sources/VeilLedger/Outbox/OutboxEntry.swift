package import Ethereum
internal import Cryptography

/// An operation that was sent: all attempts as bytes, and whether it is known to be done.
package struct OutboxEntry: Sendable, Hashable {
  package let attempts: [[UInt8]]
  package let isDone: Bool

  package init(attempts: [[UInt8]], isDone: Bool = false) {
    self.attempts = attempts
    self.isDone = isDone
  }

  init(_ pending: PendingTransaction, isDone: Bool = false) throws {
    self.init(attempts: try pending.encodedAttempts, isDone: isDone)
  }

  /// The transaction with its attempts.
  /// - Throws: `EthereumError` where the entry is damaged.
  func pending() throws -> PendingTransaction { try PendingTransaction(encodedAttempts: attempts) }

  package var json: JSON {
    [
      "version": .integer(1), "done": .bool(isDone),
      "attempts": .array(attempts.map { .string(Hex.encode($0, prefix: true)) }),
    ]
  }

  /// Reads what ``json`` wrote.
  /// - Throws: ``LedgerError`` with `malformed`.
  package init(json: JSON) throws {
    let attempts = json["attempts"]?.array?.compactMap { $0.string.flatMap { try? Hex.decode($0) } }
    guard json["version"]?.int == 1, let attempts, attempts.count == json["attempts"]?.array?.count,
      !attempts.isEmpty, let isDone = json["done"]?.bool
    else {
      throw LedgerError(.malformed, "an entry of the outbox is damaged; look up the account before you delete it")
    }
    self.init(attempts: attempts, isDone: isDone)
  }
}
