package import Cryptography

/// The hashes of a Merkle tree: the structure of RFC 6962 §2.1 and RFC 9162 §2.1 with Keccak-256. The byte in front
/// keeps leaves and nodes apart, so that no node can be passed off as a leaf.
package enum MerkleHash {
  static let leafPrefix: UInt8 = 0x00
  static let nodePrefix: UInt8 = 0x01

  /// The root of a tree without leaves: the hash of nothing.
  package static let empty = Keccak256.hash([])

  /// H(0x00 ‖ entry).
  package static func leaf(_ entry: some Collection<UInt8>) -> Hash256 {
    var hash = Keccak256()
    hash.update(CollectionOfOne(leafPrefix))
    hash.update(entry)
    return hash.finalize()
  }

  /// H(0x01 ‖ left ‖ right).
  package static func node(_ left: Hash256, _ right: Hash256) -> Hash256 {
    var hash = Keccak256()
    hash.update(CollectionOfOne(nodePrefix))
    hash.update(left)
    hash.update(right)
    return hash.finalize()
  }

  /// The largest power of two below a count above 1: where RFC 6962 divides a tree.
  package static func split(_ count: Int) -> Int {
    1 << (Int.bitWidth - 1 - (count - 1).leadingZeroBitCount)
  }
}
