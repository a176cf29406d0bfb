package import Cryptography
package import Ethereum

/// The proof that a Merkle tree only grew: that the first `first` of its `second` leaves are those of an earlier tree.
package struct ConsistencyProof: Sendable, Hashable {
  package let first: Int
  package let second: Int
  package let path: [Hash256]

  package init(first: Int, second: Int, path: [Hash256]) {
    self.first = first
    self.second = second
    self.path = path
  }

  /// Checks the proof against both roots (RFC 9162 §2.1.4.2).
  /// - Throws: `invalidProof`.
  package func verify(firstRoot: Hash256, secondRoot: Hash256) throws {
    guard first > 0, first <= second else { throw Self.invalid }
    if first == second {
      guard path.isEmpty, firstRoot == secondRoot else { throw Self.invalid }
      return
    }
    // Where the earlier tree is complete, its root is itself the first hash of the way.
    var way = path[...]
    if first & (first - 1) == 0 { way = [firstRoot] + way }
    guard let start = way.popFirst() else { throw Self.invalid }
    var (place, last) = (first - 1, second - 1)
    while !place.isMultiple(of: 2) {
      place >>= 1
      last >>= 1
    }
    var (old, new) = (start, start)
    for sibling in way {
      guard last > 0 else { throw Self.invalid }
      if !place.isMultiple(of: 2) || place == last {
        old = MerkleHash.node(sibling, old)
        new = MerkleHash.node(sibling, new)
        while place.isMultiple(of: 2), place > 0 {
          place >>= 1
          last >>= 1
        }
      } else {
        new = MerkleHash.node(new, sibling)
      }
      place >>= 1
      last >>= 1
    }
    guard last == 0, old == firstRoot, new == secondRoot else { throw Self.invalid }
  }

  /// The proof as canonical JSON.
  package var json: JSON {
    ["first": .integer(first), "second": .integer(second), "path": .array(path.map { .hex($0) })]
  }

  /// Reads what ``json`` wrote.
  /// - Throws: `malformed`.
  package init(json: JSON) throws {
    var reader = try ObjectReader(json, of: "the consistency proof")
    first = try reader.integer("first")
    second = try reader.integer("second")
    path = try reader.hashes("path", counts: 0...128)
    try reader.end()
    guard first > 0, first <= second else { throw reader.wrong("first") }
  }

  private static let invalid = EvidenceError(
    .invalidProof, "the later tree does not go on from the earlier one; whoever keeps the log has changed it")
}
