package import Cryptography

/// How far logs have been followed, with what is needed to take back what a reorganisation undoes.
package struct LogCursor: Sendable, Hashable {
  /// A block that was followed, with its logs that fit the filter.
  package struct Entry: Sendable, Hashable {
    package let number: UInt64
    package let hash: Hash256
    package let logs: [Log]

    package init(number: UInt64, hash: Hash256, logs: [Log]) {
      self.number = number
      self.hash = hash
      self.logs = logs
    }
  }

  /// The next block to be read.
  package private(set) var next: UInt64
  /// The last blocks that were read, oldest first, without gaps.
  package private(set) var recent: [Entry]

  /// Begins at a block.
  package init(startingAt number: UInt64) {
    next = number
    recent = []
  }

  mutating func append(_ entry: Entry, keeping depth: Int) {
    recent.append(entry)
    if recent.count > depth { recent.removeFirst(recent.count - depth) }
    next = entry.number &+ 1
  }

  /// Skips blocks that lie so deep that they need not be kept.
  mutating func skip(to number: UInt64) {
    recent = []
    next = number
  }

  mutating func removeLast() -> Entry? {
    guard let last = recent.popLast() else { return nil }
    next = last.number
    return last
  }

  /// The cursor as JSON, to be stored.
  package var json: JSON {
    [
      "version": .integer(1), "next": .hex(next),
      "recent": .array(
        recent.map { entry in
          [
            "number": .hex(entry.number), "hash": .string(entry.hash.description),
            "logs": .array(entry.logs.map(\.json)),
          ]
        }),
    ]
  }

  /// Reads what `json` wrote.
  /// - Throws: `EthereumError` with `malformedJSON`.
  package init(json: JSON) throws(EthereumError) {
    do {
      guard json["version"]?.int == 1 else { throw RPCClient.strange("the version") }
      next = try json.member("next").quantity64()
      recent = try json.member("recent").list { item throws(RPCError) in
        Entry(
          number: try item.member("number").quantity64(), hash: try item.member("hash").hash(),
          logs: try item.member("logs").list { log throws(RPCError) in try Log(json: log) })
      }
    } catch {
      throw EthereumError(.malformedJSON, "the stored cursor is damaged; delete it to follow the logs from the start")
    }
    let numbers = recent.map(\.number)
    guard zip(numbers, numbers.dropFirst()).allSatisfy({ $0 &+ 1 == $1 }), numbers.last.map({ $0 &+ 1 == next }) ?? true
    else {
      throw EthereumError(.malformedJSON, "the stored cursor has gaps; delete it to follow the logs from the start")
    }
  }
}
