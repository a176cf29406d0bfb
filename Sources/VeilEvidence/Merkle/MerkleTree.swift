package import Cryptography

/// A Merkle tree over a list of entries that only grows. Keeps the hash of every complete subtree (twice as many hashes
/// as there are leaves), so that a root or a proof of any earlier size costs a logarithm of it.
package struct MerkleTree: Sendable {
  /// `levels[h][i]` is the root of the complete subtree over the leaves i·2ʰ ..< (i + 1)·2ʰ.
  private var levels: [[Hash256]] = [[]]

  package init() {}

  /// A tree over leaf hashes (see ``MerkleHash/leaf(_:)``).
  package init(leaves: some Sequence<Hash256>) {
    for leaf in leaves { append(leaf) }
  }

  /// Number of leaves.
  package var count: Int { levels[0].count }

  /// Adds a leaf hash.
  package mutating func append(_ leaf: Hash256) {
    levels[0].append(leaf)
    var height = 0
    while levels[height].count.isMultiple(of: 2) {
      let last = levels[height].count - 1
      if levels.count == height + 1 { levels.append([]) }
      levels[height + 1].append(MerkleHash.node(levels[height][last - 1], levels[height][last]))
      height += 1
    }
  }

  /// The root over all leaves.
  package var root: Hash256 { subtree(0, count) }

  /// The root when the tree had `size` leaves.
  /// - Throws: `outOfRange`.
  package func root(size: Int) throws -> Hash256 {
    guard (0...count).contains(size) else { throw Self.outside(size) }
    return subtree(0, size)
  }

  /// The proof that the leaf at an index is in the tree of `size` leaves (nil: of all).
  /// - Throws: `outOfRange`.
  package func inclusionProof(of index: Int, size: Int? = nil) throws -> InclusionProof {
    let size = size ?? count
    guard (0...count).contains(size), (0..<size).contains(index) else { throw Self.outside(index) }
    return InclusionProof(index: index, size: size, path: path(index, 0, size))
  }

  /// The proof that the tree of `size` leaves goes on from the one of `first` leaves.
  /// - Throws: `outOfRange` unless 0 < first ≤ size ≤ count.
  package func consistencyProof(from first: Int, size: Int? = nil) throws -> ConsistencyProof {
    let size = size ?? count
    guard first > 0, first <= size, size <= count else { throw Self.outside(first) }
    return ConsistencyProof(first: first, second: size, path: subproof(first, 0, size, isWhole: true))
  }

  // MARK: RFC 6962 §2.1

  /// MTH(D[start ..< start + count]).
  private func subtree(_ start: Int, _ count: Int) -> Hash256 {
    if count == 0 { return MerkleHash.empty }
    let height = count.trailingZeroBitCount
    // A power of two that starts at a multiple of itself is kept.
    if count == 1 << height, start.isMultiple(of: count) { return levels[height][start >> height] }
    let left = MerkleHash.split(count)
    return MerkleHash.node(subtree(start, left), subtree(start + left, count - left))
  }

  /// PATH(m, D[n]), §2.1.1.
  private func path(_ index: Int, _ start: Int, _ count: Int) -> [Hash256] {
    if count == 1 { return [] }
    let left = MerkleHash.split(count)
    return index < left
      ? path(index, start, left) + [subtree(start + left, count - left)]
      : path(index - left, start + left, count - left) + [subtree(start, left)]
  }

  /// SUBPROOF(m, D[n], b), §2.1.2.
  private func subproof(_ first: Int, _ start: Int, _ count: Int, isWhole: Bool) -> [Hash256] {
    if first == count { return isWhole ? [] : [subtree(start, count)] }
    let left = MerkleHash.split(count)
    return first <= left
      ? subproof(first, start, left, isWhole: isWhole) + [subtree(start + left, count - left)]
      : subproof(first - left, start + left, count - left, isWhole: false) + [subtree(start, left)]
  }

  private static func outside(_ index: Int) -> EvidenceError {
    EvidenceError(.outOfRange, "there is no number \(index) in this tree")
  }
}
