package import Cryptography

/// The cloud's Merkle log of all signed records (RFC 6962's structure). Each entry is salted, so that the published log
/// tells nobody when a camera drove; the salt goes to the device with the receipt.
package struct RecordLog: Sendable {
  package static let saltByteCount = 32

  /// The tree over the entries.
  package private(set) var tree: MerkleTree

  package init() { tree = MerkleTree() }

  /// Goes on with the published entries.
  package init(entries: some Sequence<Hash256>) {
    tree = MerkleTree(leaves: entries.map { MerkleHash.leaf($0.bytes) })
  }

  /// What the log publishes of a record: H(salt ‖ record ‖ signature).
  /// - Throws: `malformed` unless the salt has 32 bytes.
  package static func entry(_ record: SignedRecord, salt: [UInt8]) throws -> Hash256 {
    guard salt.count == saltByteCount else { throw EvidenceError.malformed("the salt of a record has 32 bytes") }
    return Keccak256.hash(salt + record.bytes)
  }

  /// Takes an entry in and returns its index.
  @discardableResult
  package mutating func append(_ entry: Hash256) -> Int {
    tree.append(MerkleHash.leaf(entry.bytes))
    return tree.count - 1
  }

  /// Checks that an entry is in the log of this root.
  /// - Throws: `invalidProof`.
  package static func verify(_ entry: Hash256, _ proof: InclusionProof, root: Hash256) throws {
    try proof.verify(leaf: MerkleHash.leaf(entry.bytes), root: root)
  }
}
