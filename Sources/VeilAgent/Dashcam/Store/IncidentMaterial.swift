package import Cryptography
internal import Foundation
package import VeilEvidence

/// What the protecting step leaves for the following ones.
package struct ProtectionMaterial: Sendable, Hashable, Codable {
  /// Names in the incident's folder.
  package let film: String
  package let byteCount: Int
  package let frameHash: Hash256
  package let contentRoot: Hash256
  /// Of the window in the protected film, milliseconds since 1970, corrected by positions where there are any.
  package let start: Int64
  package let end: Int64
  /// The impact, likewise.
  package let impact: Int64
  /// Milliseconds to add to the camera's times.
  package let clockCorrection: Int64
  package let detections: Hash256
  package let models: [Model]
  package let method: String
  package let policy: Hash256
  package let counts: [String: UInt64]
  /// Names of the preview files and their hashes: first picture, impact, last picture.
  package let previews: [Preview]
  /// Seconds of work: cutting, protecting, previews.
  package let protectSeconds: Double

  package struct Model: Sendable, Hashable, Codable {
    package let name: String
    package let sha256: Hash256
  }

  package struct Preview: Sendable, Hashable, Codable {
    package let name: String
    package let hash: Hash256
  }

  package var commitment: SegmentCommitment { SegmentCommitment(frameHash: frameHash, contentRoot: contentRoot) }
}

/// What the sealing step leaves: public values only, no key.
package struct SealingMaterial: Sendable, Hashable, Codable {
  package let slot: UInt32
  /// Canonical JSON of what is public of each rendition.
  package let original: String
  package let protected: String
  package let placeCommitment: Hash256
  package let row: Int32
  package let column: Int32
  package let bucket: UInt32
}
