package import Cryptography

/// Remembers as long as the process lives.
package actor MemoryOutboxStore: OutboxStore {
  private var entries: [Hash256: OutboxEntry] = [:]

  package init() {}

  package func load(_ name: Hash256) -> OutboxEntry? { entries[name] }
  package func save(_ entry: OutboxEntry, as name: Hash256) { entries[name] = entry }
  package func remove(_ name: Hash256) { entries[name] = nil }
}
