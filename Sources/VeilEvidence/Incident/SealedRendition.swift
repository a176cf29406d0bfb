package import Cryptography
package import Ethereum
package import Umbral

/// What is fixed in public of a sealed rendition before any money moves.
package struct SealedRendition: Sendable, Hashable {
  /// The owner's Umbral key of this incident and rendition (PK_own).
  package let publicKey: PublicKey
  package let capsule: Capsule
  /// The Merkle root over the sealed file's chunks of 1 MiB, see ``ContentTree``.
  package let ciphertextRoot: Hash256
  /// See ``SessionKey/commitment``.
  package let keyCommitment: Hash256

  package init(publicKey: PublicKey, capsule: Capsule, ciphertextRoot: Hash256, keyCommitment: Hash256) {
    self.publicKey = publicKey
    self.capsule = capsule
    self.ciphertextRoot = ciphertextRoot
    self.keyCommitment = keyCommitment
  }

  /// As members of typed data and of canonical JSON.
  package var json: JSON {
    [
      "publicKey": .hex(publicKey.compressed), "capsule": .hex(capsule.simpleBytes),
      "ciphertextRoot": .hex(ciphertextRoot), "keyCommitment": .hex(keyCommitment),
    ]
  }

  /// Reads what ``json`` wrote.
  /// - Throws: `malformed`.
  package init(json: JSON) throws {
    var reader = try ObjectReader(json, of: "the sealed rendition")
    let key = try reader.bytes("publicKey", count: Point.compressedByteCount)
    let capsule = try reader.bytes("capsule", count: Capsule.simpleByteCount)
    guard let key = try? PublicKey(compressed: key) else { throw reader.wrong("publicKey") }
    guard let capsule = try? Capsule(simple: capsule) else { throw reader.wrong("capsule") }
    self.init(
      publicKey: key, capsule: capsule, ciphertextRoot: try reader.hash("ciphertextRoot"),
      keyCommitment: try reader.hash("keyCommitment"))
    try reader.end()
  }
}
