internal import Cryptography
internal import VeilEvidence

/// A part of a log's Merkle tree: up to 1,024 entries and the hashes over them.
struct LogBlock: Sendable {
  static let height = 10
  static let entryCount = 1 << height

  /// `levels[h][i]` is the root of the complete subtree over the entries i·2ʰ ..< (i + 1)·2ʰ of the block.
  private(set) var levels = [[Hash256]](repeating: [], count: height + 1)

  init(entries: [Hash256] = []) { for entry in entries { append(entry) } }

  var count: Int { levels[0].count }

  /// The root of a whole block.
  var root: Hash256? { levels[Self.height].first }

  mutating func append(_ entry: Hash256) {
    levels[0].append(MerkleHash.leaf(entry.bytes))
    var height = 0
    while height < Self.height, levels[height].count.isMultiple(of: 2) {
      let last = levels[height].count - 1
      levels[height + 1].append(MerkleHash.node(levels[height][last - 1], levels[height][last]))
      height += 1
    }
  }
}
