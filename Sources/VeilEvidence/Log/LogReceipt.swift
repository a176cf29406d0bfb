package import Cryptography
package import Ethereum

/// The cloud's signed word that it has a record, with the salt and the proof: whoever holds it can show that the record
/// was there at a time, without the cloud.
package struct LogReceipt: Sendable, Hashable {
  package let salt: [UInt8]
  /// The root of the log when the record was in it.
  package let root: Hash256
  /// Milliseconds since 1970.
  package let time: UInt64
  package let inclusion: InclusionProof
  package let signature: RecoverableSignature

  /// Signs a receipt.
  package init(
    of record: SignedRecord, salt: [UInt8], in log: RecordLog, at index: Int, time: UInt64, by key: SecretKey
  ) throws {
    try self.init(
      of: record, salt: salt, root: log.tree.root, inclusion: try log.tree.inclusionProof(of: index), time: time,
      by: key)
  }

  /// Signs a receipt over a root and a proof that the log's keeper has made.
  package init(
    of record: SignedRecord, salt: [UInt8], root: Hash256, inclusion: InclusionProof, time: UInt64, by key: SecretKey
  ) throws {
    self.salt = salt
    self.time = time
    self.root = root
    self.inclusion = inclusion
    signature = try key.sign(
      Self.hash(try RecordLog.entry(record, salt: salt), inclusion: inclusion, root: root, time: time))
  }

  /// The account of the cloud that gave the receipt for this record.
  /// - Throws: `invalidProof` unless the record is in the log; `invalidSignature` where nobody signed.
  package func issuer(for record: SignedRecord) throws -> Address {
    let entry = try RecordLog.entry(record, salt: salt)
    try RecordLog.verify(entry, inclusion, root: root)
    let hash = Self.hash(entry, inclusion: inclusion, root: root, time: time)
    guard let key = try? PublicKey.recover(from: signature, over: hash) else {
      throw EvidenceError(.invalidSignature, "nobody has signed this receipt; ask the cloud for it again")
    }
    return key.address
  }

  /// H(H("veilcam.receipt.v1") ‖ entry ‖ index (8) ‖ size (8) ‖ root ‖ time (8)).
  private static func hash(_ entry: Hash256, inclusion: InclusionProof, root: Hash256, time: UInt64) -> Hash256 {
    HashDomain.hash(
      HashDomain.receipt, entry.bytes, UInt64(inclusion.index).bigEndianBytes, UInt64(inclusion.size).bigEndianBytes,
      root.bytes, time.bigEndianBytes)
  }

  /// The receipt as canonical JSON.
  package var json: JSON {
    [
      "version": .integer(1), "salt": .hex(salt), "root": .hex(root), "time": .integer(time),
      "inclusion": inclusion.json, "signature": .hex(signature.bytes),
    ]
  }

  /// Reads what ``json`` wrote.
  /// - Throws: `malformed`, `unsupportedVersion`.
  package init(parsing bytes: [UInt8]) throws {
    let json = try CanonicalJSON.parse(bytes, of: "the receipt")
    var reader = try ObjectReader(json, of: "the receipt")
    try reader.version(1)
    salt = try reader.bytes("salt", count: RecordLog.saltByteCount)
    root = try reader.hash("root")
    time = try reader.integer("time")
    inclusion = try InclusionProof(json: try reader.json("inclusion"))
    signature = try reader.signature("signature")
    try reader.end()
  }
}
