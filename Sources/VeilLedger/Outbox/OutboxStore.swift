package import Cryptography

/// Where operations are remembered that have been sent, so that they are found again after a crash.
package protocol OutboxStore: Sendable {
  /// What was saved last under a name, or nil.
  func load(_ name: Hash256) async throws -> OutboxEntry?
  /// Keeps an entry for good before it returns.
  func save(_ entry: OutboxEntry, as name: Hash256) async throws
  func remove(_ name: Hash256) async throws
}
