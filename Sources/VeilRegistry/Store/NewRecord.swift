internal import Cryptography
internal import Foundation

/// A record that is encrypted and tokenised, before it is written.
struct NewRecord: Sendable {
  let id: RecordID
  let epoch: UInt32
  let replaces: RecordID?
  let identity: Hash256
  let salt: Hash256
  let tokens: [Hash256]
  let ciphertext: [UInt8]
  /// The data key, by the account of the manager for whom it is wrapped.
  let wrappedKeys: [Address: [UInt8]]
  let templates: [(embedder: String, bits: FaceTemplate)]

  var commitment: Hash256 { TokenCommitment.make(salt: salt, tokens: tokens) }
  var ciphertextHash: Hash256 { Keccak256.hash(ciphertext) }
}
