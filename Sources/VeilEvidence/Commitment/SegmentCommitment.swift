package import Cryptography
package import Ethereum

/// What a camera commits to of one minute of recording, or of a protected film.
package struct SegmentCommitment: Sendable, Hashable {
  /// The hash of the first picture, see ``FrontFrame``.
  package let frameHash: Hash256
  /// The Merkle root over the file's chunks, see ``ContentTree``.
  package let contentRoot: Hash256

  package init(frameHash: Hash256, contentRoot: Hash256) {
    self.frameHash = frameHash
    self.contentRoot = contentRoot
  }

  /// Reads a film: its first picture is decoded, all its bytes are hashed.
  /// - Parameter salvages: whether a film whose end is missing is taken as it is.
  /// - Throws: as ``FrontFrame/hash(ofFilm:)`` and ``ContentTree/init(ofFile:progress:)`` do.
  package init(ofFilm path: String, salvages: Bool = false, progress: ByteProgress? = nil) async throws {
    let frameHash = try await FrontFrame.hash(ofFilm: path, salvages: salvages)
    let root = try await EvidenceWorker.shared.run { try ContentTree(ofFile: path, progress: progress).root }
    self.init(frameHash: frameHash, contentRoot: root)
  }

  /// H(frameHash ‖ contentRoot): the one hash that stands in a record. Whoever knows both parts can recompute it
  /// without seeing the film.
  package var videoHash: Hash256 { Keccak256.hash(frameHash.bytes + contentRoot.bytes) }

  /// Both hashes as members of canonical JSON.
  package var json: JSON { ["frameHash": .hex(frameHash), "contentRoot": .hex(contentRoot)] }

  /// Reads what ``json`` wrote.
  /// - Throws: `malformed`.
  package init(json: JSON) throws {
    var reader = try ObjectReader(json, of: "the segment commitment")
    self.init(frameHash: try reader.hash("frameHash"), contentRoot: try reader.hash("contentRoot"))
    try reader.end()
  }
}
