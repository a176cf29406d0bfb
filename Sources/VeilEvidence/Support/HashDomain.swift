internal import Cryptography

/// The domains that keep what one key signs, or one hash commits to, apart from every other use of it.
enum HashDomain {
  static let record = Keccak256.hash("veilcam.record.v1".utf8)
  static let handOver = Keccak256.hash("veilcam.hand-over.v1".utf8)
  static let receipt = Keccak256.hash("veilcam.receipt.v1".utf8)
  static let derivation = Keccak256.hash("veilcam.derivation.v1".utf8)
  static let place = Keccak256.hash("veilcam.place.v1".utf8)
  static let keyCommitment = Keccak256.hash("veilcam.key-commitment.v1".utf8)

  /// H(domain ‖ parts).
  static func hash(_ domain: Hash256, _ parts: [UInt8]...) -> Hash256 {
    var hash = Keccak256()
    hash.update(domain)
    for part in parts { hash.update(part) }
    return hash.finalize()
  }
}
