internal import Cryptography
internal import Ethereum
internal import VeilCloudAPI
internal import VeilEvidence

/// One of the two Merkle logs in memory (64 bytes an entry), with what can be proven of it.
actor LogKeeper {
  let name: CloudLog
  private let key: SecretKey
  private var log: RecordLog

  /// - Parameter entries: what the store has.
  init(_ name: CloudLog, entries: [Hash256], key: SecretKey) {
    self.name = name
    self.key = key
    log = RecordLog(entries: entries)
  }

  var size: Int { log.tree.count }

  func append(_ entries: [Hash256]) { for entry in entries { log.append(entry) } }

  /// Receipts of records that are in the log, over its present root.
  func receipts(for records: [StoredRecord], time: UInt64) throws -> [LogReceipt] {
    try records.map {
      try LogReceipt(of: $0.record, salt: $0.salt, in: log, at: $0.index, time: time, by: key)
    }
  }

  /// Size and root, signed.
  func head(time: UInt64, anchored: LogHeadReply.Anchored?) throws -> LogHeadReply {
    let (size, root) = (log.tree.count, log.tree.root)
    let text = LogHeadReply.message(log: name, size: size, root: root, time: time)
    let signature = try PersonalMessage.sign(Array(text.utf8), by: key)
    return LogHeadReply(
      log: name, size: size, root: root, time: time, signature: HexBytes(signature.bytes), anchored: anchored)
  }

  func inclusion(of index: Int, size: Int) throws -> (root: Hash256, proof: InclusionProof) {
    try outside { (try log.tree.root(size: size), try log.tree.inclusionProof(of: index, size: size)) }
  }

  func consistency(from first: Int, to second: Int) throws -> ConsistencyReply {
    try outside {
      ConsistencyReply(
        firstRoot: try log.tree.root(size: first), secondRoot: try log.tree.root(size: second),
        proof: JSONValue(try log.tree.consistencyProof(from: first, size: second).json))
    }
  }

  private func outside<Value>(_ work: () throws -> Value) throws -> Value {
    do {
      return try work()
    } catch let error as EvidenceError where error.code == .outOfRange {
      throw CloudError(.notFound, "the log has \(log.tree.count) entries; ask for a proof within them")
    }
  }
}
