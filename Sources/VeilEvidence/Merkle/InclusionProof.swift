package import Cryptography
package import Ethereum

/// The proof that a leaf is in a Merkle tree: the sibling hashes from the leaf to the root.
package struct InclusionProof: Sendable, Hashable {
  /// The leaf's place, from 0.
  package let index: Int
  /// Leaves of the tree.
  package let size: Int
  /// Siblings, the leaf's own first.
  package let path: [Hash256]

  package init(index: Int, size: Int, path: [Hash256]) {
    self.index = index
    self.size = size
    self.path = path
  }

  /// Computes the root that the leaf leads to (RFC 9162 §2.1.3.2).
  /// - Throws: `invalidProof` where the proof's length does not fit its index and size.
  package func root(from leaf: Hash256) throws -> Hash256 {
    guard size > 0, (0..<size).contains(index) else { throw Self.invalid }
    var (place, last, hash) = (index, size - 1, leaf)
    for sibling in path {
      guard last > 0 else { throw Self.invalid }
      if !place.isMultiple(of: 2) || place == last {
        hash = MerkleHash.node(sibling, hash)
        while place.isMultiple(of: 2), place > 0 {
          place >>= 1
          last >>= 1
        }
      } else {
        hash = MerkleHash.node(hash, sibling)
      }
      place >>= 1
      last >>= 1
    }
    guard last == 0 else { throw Self.invalid }
    return hash
  }

  /// - Throws: `invalidProof` unless the leaf is in the tree with this root.
  package func verify(leaf: Hash256, root: Hash256) throws {
    guard try self.root(from: leaf) == root else { throw Self.invalid }
  }

  /// The proof as canonical JSON.
  package var json: JSON {
    ["index": .integer(index), "size": .integer(size), "path": .array(path.map { .hex($0) })]
  }

  /// Reads what ``json`` wrote.
  /// - Throws: `malformed`.
  package init(json: JSON) throws {
    var reader = try ObjectReader(json, of: "the inclusion proof")
    index = try reader.integer("index")
    size = try reader.integer("size")
    path = try reader.hashes("path", counts: 0...64)
    try reader.end()
    guard size > 0, (0..<size).contains(index) else { throw reader.wrong("index") }
  }

  private static let invalid = EvidenceError(
    .invalidProof, "the proof does not lead to the root; ask for a proof of this entry in this tree")
}
