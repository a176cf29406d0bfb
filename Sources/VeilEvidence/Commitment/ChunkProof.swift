package import Cryptography
package import Ethereum

/// The proof that 1 MiB of a film belongs to what was committed to, for somebody who may see no more of it.
package struct ChunkProof: Sendable, Hashable {
  package let contentRoot: Hash256
  package let inclusion: InclusionProof

  package init(contentRoot: Hash256, inclusion: InclusionProof) {
    self.contentRoot = contentRoot
    self.inclusion = inclusion
  }

  /// - Throws: `invalidProof` unless the bytes are the chunk.
  package func verify(chunk: some Collection<UInt8>) throws {
    try inclusion.verify(leaf: MerkleHash.leaf(chunk), root: contentRoot)
  }

  /// The proof as canonical JSON.
  package var json: JSON {
    ["version": .integer(1), "contentRoot": .hex(contentRoot), "inclusion": inclusion.json]
  }

  /// The text of a proof file.
  package var text: String { json.text }

  /// Reads what ``text`` wrote.
  /// - Throws: `malformed`, `unsupportedVersion`.
  package init(parsing bytes: [UInt8]) throws {
    let json = try CanonicalJSON.parse(bytes, of: "the chunk proof")
    var reader = try ObjectReader(json, of: "the chunk proof")
    try reader.version(1)
    contentRoot = try reader.hash("contentRoot")
    inclusion = try InclusionProof(json: try reader.json("inclusion"))
    try reader.end()
  }
}
