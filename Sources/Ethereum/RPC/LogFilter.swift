package import Cryptography

/// Which logs are asked for.
package struct LogFilter: Sendable, Hashable {
  /// The contracts; all if empty.
  package var addresses: [Address]
  /// For each place of a topic the values that fit; an empty list fits all.
  package var topics: [[Hash256]]

  package init(addresses: [Address] = [], topics: [[Hash256]] = []) {
    self.addresses = addresses
    self.topics = topics
  }

  /// Logs of any of these events.
  package init(addresses: [Address] = [], events: [ABIEvent]) {
    self.init(addresses: addresses, topics: events.isEmpty ? [] : [events.map(\.topic)])
  }

  /// Whether a log fits, as nodes decide it.
  package func matches(_ log: Log) -> Bool {
    guard addresses.isEmpty || addresses.contains(log.address), topics.count <= log.topics.count else { return false }
    return zip(topics, log.topics).allSatisfy { $0.isEmpty || $0.contains($1) }
  }

  /// The parameter of `eth_getLogs` without blocks.
  var members: [String: JSON] {
    var members = [String: JSON]()
    if !addresses.isEmpty { members["address"] = .array(addresses.map { .hex($0.bytes) }) }
    if !topics.isEmpty {
      members["topics"] = .array(topics.map { $0.isEmpty ? .null : .array($0.map { .string($0.description) }) })
    }
    return members
  }
}
