package import Cryptography

/// The Merkle tree over a file's chunks of 1 MiB (the last one may be shorter), of which ``root`` commits to the whole
/// and from which each chunk can be proven alone.
package struct ContentTree: Sendable {
  /// Bytes of a chunk.
  package static let chunkByteCount = 1 << 20

  package let tree: MerkleTree
  /// Length of the file.
  package let byteCount: Int

  package init(leaves: [Hash256], byteCount: Int) {
    tree = MerkleTree(leaves: leaves)
    self.byteCount = byteCount
  }

  /// `contentRoot`.
  package var root: Hash256 { tree.root }

  /// Reads a file once; memory does not grow with it. Blocks the thread: see ``EvidenceWorker``.
  /// - Throws: `notReadable`; `truncated` where the file shrinks meanwhile; a `CancellationError`.
  package init(ofFile path: String, progress: ByteProgress? = nil) throws {
    let file = try InputFile(path)
    let hasher = ChunkHasher()
    var offset = 0
    while offset < file.byteCount {
      try Task.checkCancellation()
      offset += try hasher.withSpace { space in
        let part = UnsafeMutableRawBufferPointer(rebasing: space[..<min(space.count, file.byteCount - offset)])
        try file.read(into: part, at: offset)
        return part.count
      }
      progress?(offset, file.byteCount)
    }
    self.init(leaves: try hasher.finish(), byteCount: file.byteCount)
  }

  /// The tree over bytes in memory.
  package init(of bytes: UnsafeRawBufferPointer) throws {
    let hasher = ChunkHasher()
    try hasher.update(bytes)
    self.init(leaves: try hasher.finish(), byteCount: bytes.count)
  }

  /// The root over bytes in memory.
  package static func root(of bytes: [UInt8]) throws -> Hash256 {
    try bytes.withUnsafeBytes { try ContentTree(of: $0).root }
  }

  /// The proof that a chunk belongs to the file.
  /// - Throws: `outOfRange`.
  package func proof(ofChunk index: Int) throws -> ChunkProof {
    guard (0..<tree.count).contains(index) else {
      throw EvidenceError(.outOfRange, "the file has no chunk \(index); its chunks are 0 to \(tree.count - 1)")
    }
    return ChunkProof(contentRoot: root, inclusion: try tree.inclusionProof(of: index))
  }
}
