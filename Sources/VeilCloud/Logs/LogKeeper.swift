internal import Cryptography
internal import Ethereum
internal import VeilCloudAPI
internal import VeilEvidence

/// One of the two Merkle logs, with what can be proven of it. The entries stay in the store; what a proof needs of them is
/// read from there.
actor LogKeeper {
  /// Reads entries of the store from an index.
  typealias Reading = @Sendable (_ first: Int, _ count: Int) async throws -> [Hash256]

  /// Blocks that are remembered at most, 64 KiB each.
  private static let blockLimit = 32
  private static let entriesAtOnce = 64 * LogBlock.entryCount

  let name: CloudLog
  private let key: SecretKey
  private let read: Reading
  private var tree: LogTree
  private var blocks: LogTree.Blocks = [:]

  /// Goes through what the store has.
  init(_ name: CloudLog, key: SecretKey, _ read: @escaping Reading) async throws {
    self.name = name
    self.key = key
    self.read = read
    var tree = LogTree()
    while true {
      let entries = try await read(tree.count, Self.entriesAtOnce)
      for entry in entries { _ = tree.append(entry) }
      if entries.count < Self.entriesAtOnce { break }
    }
    self.tree = tree
  }

  var size: Int { tree.count }

  func append(_ entries: [Hash256]) {
    for entry in entries {
      if let (number, block) = tree.append(entry) { remember(block, number) }
    }
  }

  /// Receipts of records that are in the log, over its present root.
  func receipts(for records: [StoredRecord], time: UInt64) async throws -> [LogReceipt] {
    try await proving(entries: records.map(\.index)) { [key] tree, blocks in
      let (size, root) = (tree.count, tree.root)
      return try records.map { stored in
        try LogReceipt(
          of: stored.record, salt: stored.salt, root: root,
          inclusion: tree.inclusionProof(of: stored.index, size: size, blocks), time: time, by: key)
      }
    }
  }

  /// Size and root, signed.
  func head(time: UInt64, anchored: LogHeadReply.Anchored?) throws -> LogHeadReply {
    let (size, root) = (tree.count, tree.root)
    let text = LogHeadReply.message(log: name, size: size, root: root, time: time)
    let signature = try PersonalMessage.sign(Array(text.utf8), by: key)
    return LogHeadReply(
      log: name, size: size, root: root, time: time, signature: HexBytes(signature.bytes), anchored: anchored)
  }

  func inclusion(of index: Int, size: Int) async throws -> (root: Hash256, proof: InclusionProof) {
    guard (1...max(1, tree.count)).contains(size), (0..<size).contains(index), size <= tree.count else {
      throw outside
    }
    return try await proving(sizes: [size], entries: [index]) { tree, blocks in
      (tree.root(size: size, blocks), tree.inclusionProof(of: index, size: size, blocks))
    }
  }

  func consistency(from first: Int, to second: Int) async throws -> ConsistencyReply {
    guard first > 0, first <= second, second <= tree.count else { throw outside }
    return try await proving(sizes: [first, second]) { tree, blocks in
      ConsistencyReply(
        firstRoot: tree.root(size: first, blocks), secondRoot: tree.root(size: second, blocks),
        proof: JSONValue(tree.consistencyProof(from: first, to: second, blocks).json))
    }
  }

  private var outside: CloudError {
    CloudError(.notFound, "the log has \(tree.count) entries; ask for a proof within them")
  }

  /// Runs work when the blocks that it needs are there; the tree may have grown while they were read.
  private func proving<Value>(
    sizes: [Int] = [], entries: [Int] = [], _ work: (LogTree, LogTree.Blocks) throws -> Value
  ) async throws -> Value {
    var held = LogTree.Blocks()
    while true {
      let needed = tree.needed(sizes: sizes, entries: entries)
      for number in needed where held[number] == nil { held[number] = blocks[number] }
      guard let missing = needed.first(where: { held[$0] == nil }) else { return try work(tree, held) }
      let block = LogBlock(entries: try await read(missing * LogBlock.entryCount, LogBlock.entryCount))
      guard block.root != nil else {
        throw CloudError(.internalError, "the cloud's store lacks entries of its log; restore the backup")
      }
      held[missing] = block
      remember(block, missing)
    }
  }

  private func remember(_ block: LogBlock, _ number: Int) {
    // The latest are what new receipts need, so one of the others goes.
    if blocks.count >= Self.blockLimit, let oldest = blocks.keys.min() { blocks[oldest] = nil }
    blocks[number] = block
  }
}
