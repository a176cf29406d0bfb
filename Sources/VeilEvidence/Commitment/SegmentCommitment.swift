package import Cryptography
package import Ethereum

/// What a camera commits to of one minute of recording, or of a protected film. Equal to another where both hashes are:
/// what the frame hash was taken of cannot differ then.
package struct SegmentCommitment: Sendable {
  /// The hash of the first picture, see ``FrontFrame``.
  package let frameHash: Hash256
  /// What it was taken of, for whoever wants to recompute it. The ledger, which has the hashes alone, does not say.
  package let frameSource: FrameSource
  /// The Merkle root over the file's chunks, see ``ContentTree``.
  package let contentRoot: Hash256

  package init(frameHash: Hash256, contentRoot: Hash256, frameSource: FrameSource = .picture) {
    self.frameHash = frameHash
    self.contentRoot = contentRoot
    self.frameSource = frameSource
  }

  /// Reads a film: its first picture is decoded, all its bytes are hashed.
  /// - Parameter salvages: whether a film whose end is missing is taken as it is.
  /// - Throws: as ``FrontFrame/init(ofFilm:salvages:)`` and ``ContentTree/init(ofFile:progress:)`` do.
  package init(ofFilm path: String, salvages: Bool = false, progress: ByteProgress? = nil) async throws {
    let frame = try await FrontFrame(ofFilm: path, salvages: salvages)
    let root = try await EvidenceWorker.shared.run { try ContentTree(ofFile: path, progress: progress).root }
    self.init(frameHash: frame.hash, contentRoot: root, frameSource: frame.source)
  }

  /// H(frameHash ‖ contentRoot): the one hash that stands in a record. Whoever knows both parts can recompute it
  /// without seeing the film.
  package var videoHash: Hash256 { Keccak256.hash(frameHash.bytes + contentRoot.bytes) }

  /// Both hashes as members of canonical JSON, and `frame` where the frame hash is not that of a decoded picture.
  package var json: JSON {
    var members: [String: JSON] = ["frameHash": .hex(frameHash), "contentRoot": .hex(contentRoot)]
    if frameSource != .picture { members["frame"] = .string(frameSource.rawValue) }
    return .object(members)
  }

  /// Reads what ``json`` wrote.
  /// - Throws: `malformed`.
  package init(json: JSON) throws {
    var reader = try ObjectReader(json, of: "the segment commitment")
    let source = reader.optional("frame")
    guard source == nil || source == .string(FrameSource.packet.rawValue) else { throw reader.wrong("frame") }
    self.init(
      frameHash: try reader.hash("frameHash"), contentRoot: try reader.hash("contentRoot"),
      frameSource: source == nil ? .picture : .packet)
    try reader.end()
  }
}

extension SegmentCommitment: Hashable {
  package static func == (one: Self, other: Self) -> Bool {
    one.frameHash == other.frameHash && one.contentRoot == other.contentRoot
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(frameHash)
    hasher.combine(contentRoot)
  }
}
