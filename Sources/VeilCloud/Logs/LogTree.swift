internal import Cryptography
internal import VeilEvidence

/// A log's Merkle tree, of which only the hashes over whole blocks and the last block are kept: 64 bytes for 1,024
/// entries. Whoever needs another block hands it in.
struct LogTree: Sendable {
  /// Whole blocks by their number.
  typealias Blocks = [Int: LogBlock]

  /// `upper[h][i]` is the root of the complete subtree over the blocks i·2ʰ ..< (i + 1)·2ʰ.
  private var upper: [[Hash256]] = [[]]
  private(set) var last = LogBlock()

  var count: Int { upper[0].count * LogBlock.entryCount + last.count }

  /// Adds an entry.
  /// - Returns: the block that it made whole, with its number.
  mutating func append(_ entry: Hash256) -> (number: Int, block: LogBlock)? {
    last.append(entry)
    guard let root = last.root else { return nil }
    defer { last = LogBlock() }
    let number = upper[0].count
    upper[0].append(root)
    var height = 0
    while upper[height].count.isMultiple(of: 2) {
      let end = upper[height].count - 1
      if upper.count == height + 1 { upper.append([]) }
      upper[height + 1].append(MerkleHash.node(upper[height][end - 1], upper[height][end]))
      height += 1
    }
    return (number, last)
  }

  /// The root over everything; needs no other block.
  var root: Hash256 { subtree(0, count, [:]) }

  /// The whole blocks that roots and proofs of some sizes and entries need.
  func needed(sizes: [Int], entries: [Int] = []) -> Set<Int> {
    let partial = sizes.filter { !$0.isMultiple(of: LogBlock.entryCount) }.map { $0 >> LogBlock.height }
    return Set(partial + entries.map { $0 >> LogBlock.height }).filter { $0 < upper[0].count }
  }

  func root(size: Int, _ blocks: Blocks) -> Hash256 { subtree(0, size, blocks) }

  func inclusionProof(of index: Int, size: Int, _ blocks: Blocks) -> InclusionProof {
    InclusionProof(index: index, size: size, path: path(index, 0, size, blocks))
  }

  func consistencyProof(from first: Int, to size: Int, _ blocks: Blocks) -> ConsistencyProof {
    ConsistencyProof(first: first, second: size, path: subproof(first, 0, size, isWhole: true, blocks))
  }

  // MARK: RFC 6962 §2.1

  /// MTH(D[start ..< start + count]).
  private func subtree(_ start: Int, _ count: Int, _ blocks: Blocks) -> Hash256 {
    if count == 0 { return MerkleHash.empty }
    let height = count.trailingZeroBitCount
    // A power of two that starts at a multiple of itself is kept.
    if count == 1 << height, start.isMultiple(of: count) { return node(height, start >> height, blocks) }
    let left = MerkleHash.split(count)
    return MerkleHash.node(subtree(start, left, blocks), subtree(start + left, count - left, blocks))
  }

  private func node(_ height: Int, _ index: Int, _ blocks: Blocks) -> Hash256 {
    guard height < LogBlock.height else { return upper[height - LogBlock.height][index] }
    let shift = LogBlock.height - height
    let number = index >> shift
    let block = number == upper[0].count ? last : blocks[number] ?? LogBlock()
    return block.levels[height][index - number << shift]
  }

  /// PATH(m, D[n]), §2.1.1.
  private func path(_ index: Int, _ start: Int, _ count: Int, _ blocks: Blocks) -> [Hash256] {
    if count == 1 { return [] }
    let left = MerkleHash.split(count)
    return index < left
      ? path(index, start, left, blocks) + [subtree(start + left, count - left, blocks)]
      : path(index - left, start + left, count - left, blocks) + [subtree(start, left, blocks)]
  }

  /// SUBPROOF(m, D[n], b), §2.1.2.
  private func subproof(_ first: Int, _ start: Int, _ count: Int, isWhole: Bool, _ blocks: Blocks) -> [Hash256] {
    if first == count { return isWhole ? [] : [subtree(start, count, blocks)] }
    let left = MerkleHash.split(count)
    return first <= left
      ? subproof(first, start, left, isWhole: isWhole, blocks) + [subtree(start + left, count - left, blocks)]
      : subproof(first - left, start + left, count - left, isWhole: false, blocks) + [subtree(start, left, blocks)]
  }
}
