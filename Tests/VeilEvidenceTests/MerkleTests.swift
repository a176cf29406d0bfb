import Cryptography
import Ethereum
import Foundation
import Testing
import VeilTesting

@testable import VeilEvidence

/// Against the definition of RFC 6962 §2.1, written down a second time without sharing, and for all small sizes.
@Suite("Merkle trees")
struct MerkleTests {
  static func leaves(_ count: Int) -> [Hash256] { (0..<count).map { MerkleHash.leaf([UInt8($0)]) } }

  /// MTH of RFC 6962 as the text says it.
  static func root(_ leaves: ArraySlice<Hash256>) -> Hash256 {
    if leaves.isEmpty { return Keccak256.hash([]) }
    if leaves.count == 1 { return leaves[leaves.startIndex] }
    var half = 1
    while half * 2 < leaves.count { half *= 2 }
    return Keccak256.hash([1] + root(leaves.prefix(half)).bytes + root(leaves.dropFirst(half)).bytes)
  }

  @Test("roots of every size", arguments: 0...40)
  func roots(size: Int) throws {
    let leaves = Self.leaves(40)
    let tree = MerkleTree(leaves: leaves)
    #expect(try tree.root(size: size) == Self.root(leaves[..<size]))
    #expect(MerkleTree(leaves: leaves[..<size]).root == Self.root(leaves[..<size]))
  }

  @Test("every leaf of every size is proven, and in no other place", arguments: 1...17)
  func inclusion(size: Int) throws {
    let leaves = Self.leaves(17)
    let tree = MerkleTree(leaves: leaves)
    let root = try tree.root(size: size)
    for index in 0..<size {
      let proof = try tree.inclusionProof(of: index, size: size)
      try proof.verify(leaf: leaves[index], root: root)
      #expect(try InclusionProof(json: proof.json) == proof)
      for other in 0..<size where other != index {
        #expect(throws: EvidenceError.self) { try proof.verify(leaf: leaves[other], root: root) }
        let moved = InclusionProof(index: other, size: size, path: proof.path)
        #expect(throws: EvidenceError.self) { try moved.verify(leaf: leaves[index], root: root) }
      }
      let longer = InclusionProof(index: index, size: size, path: proof.path + [root])
      #expect(throws: EvidenceError.self) { try longer.verify(leaf: leaves[index], root: root) }
      if !proof.path.isEmpty {
        let shorter = InclusionProof(index: index, size: size, path: proof.path.dropLast())
        #expect(throws: EvidenceError.self) { try shorter.verify(leaf: leaves[index], root: root) }
      }
    }
  }

  @Test("every growth is proven, and no other", arguments: 1...17)
  func consistency(second: Int) throws {
    let tree = MerkleTree(leaves: Self.leaves(17))
    let newer = try tree.root(size: second)
    for first in 1...second {
      let proof = try tree.consistencyProof(from: first, size: second)
      let older = try tree.root(size: first)
      try proof.verify(firstRoot: older, secondRoot: newer)
      #expect(try ConsistencyProof(json: proof.json) == proof)
      let wrong = Samples.hash("another root")
      #expect(throws: EvidenceError.self) { try proof.verify(firstRoot: wrong, secondRoot: newer) }
      #expect(throws: EvidenceError.self) { try proof.verify(firstRoot: older, secondRoot: wrong) }
      let longer = ConsistencyProof(first: first, second: second, path: proof.path + [wrong])
      #expect(throws: EvidenceError.self) { try longer.verify(firstRoot: older, secondRoot: newer) }
      for place in proof.path.indices {
        var path = proof.path
        path[place] = wrong
        let changed = ConsistencyProof(first: first, second: second, path: path)
        #expect(throws: EvidenceError.self) { try changed.verify(firstRoot: older, secondRoot: newer) }
      }
    }
  }

  @Test("a node is no leaf")
  func domains() throws {
    let tree = MerkleTree(leaves: Self.leaves(2))
    let node = Self.leaves(2)[0].bytes + Self.leaves(2)[1].bytes
    #expect(MerkleHash.leaf(node) != tree.root)
  }

  @Test("outside the tree")
  func outside() throws {
    let tree = MerkleTree(leaves: Self.leaves(3))
    for index in [-1, 3, Int.max, Int.min] {
      #expect(throws: EvidenceError.self) { try tree.inclusionProof(of: index) }
      #expect(throws: EvidenceError.self) { try tree.consistencyProof(from: index == 3 ? 4 : index) }
      #expect(throws: EvidenceError.self) { try tree.root(size: index == 3 ? 4 : index) }
      let proof = InclusionProof(index: index, size: 3, path: [])
      #expect(throws: EvidenceError.self) { try proof.root(from: Samples.hash("x")) }
    }
  }

  @Test(
    "content trees of files: chunks of 1 MiB, whatever the batch",
    arguments: [0, 1, 1 << 20, (1 << 20) + 1, 8 << 20, (8 << 20) + 1, (17 << 20) + 12_345])
  func contentTree(count: Int) throws {
    let bytes = Samples.bytes(count, seed: 1)
    let leaves = stride(from: 0, to: count, by: 1 << 20).map { start in
      Keccak256.hash([0] + bytes[start..<min(start + (1 << 20), count)])
    }
    let folder = try TemporaryFolder()
    let path = try folder.write(bytes, to: "film.mp4")
    let tree = try ContentTree(ofFile: path)
    #expect(tree.root == Self.root(leaves[...]))
    #expect(try ContentTree.root(of: bytes) == tree.root)
    for index in leaves.indices {
      let proof = try tree.proof(ofChunk: index)
      let chunk = bytes[(index << 20)..<min((index + 1) << 20, count)]
      try proof.verify(chunk: chunk)
      #expect(try ChunkProof(parsing: Array(proof.json.text.utf8)) == proof)
      #expect(throws: EvidenceError.self) { try proof.verify(chunk: chunk.dropLast()) }
    }
    #expect(throws: EvidenceError.self) { try tree.proof(ofChunk: leaves.count) }
  }
}
