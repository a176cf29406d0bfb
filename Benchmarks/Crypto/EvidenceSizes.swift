internal import Umbral
internal import VeilEvidence

/// How many bytes evidence takes, beside the figures of the literature.
struct EvidenceSizes: Encodable {
  let record = EvidenceRecord.byteCount
  let signedRecord = SignedRecord.byteCount
  /// The capsule from which the key of a sealed film is derived.
  let encryptedSessionKey = Capsule.simpleByteCount
  /// A minute's evidence in ViewMap, as the paper (sharing, "Evidence of the video") gives it.
  let viewMap = 4_584
  /// The paper's encrypted session key.
  let paperEncryptedSessionKey = 158

  static var lines: [String] {
    let sizes = EvidenceSizes()
    return [
      "Evidence of a minute: \(sizes.record) bytes, \(sizes.signedRecord) with signature (ViewMap's: \(sizes.viewMap))",
      "Encrypted session key: \(sizes.encryptedSessionKey) bytes (the paper's: \(sizes.paperEncryptedSessionKey))",
    ]
  }
}
