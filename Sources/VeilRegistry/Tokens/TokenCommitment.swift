package import Cryptography

/// What the ledger has of a record's tokens: H(H("veilcam.registry.commitment.v1") ‖ salt (32) ‖ tokens in order).
/// Without the salt not even the holder of the registry's key can tell whom an entry is about.
package enum TokenCommitment {
  package static func make(salt: Hash256, tokens: [Hash256]) -> Hash256 {
    var hash = Keccak256()
    hash.update(Keccak256.hash("veilcam.registry.commitment.v1".utf8))
    hash.update(salt)
    for token in tokens.sorted() { hash.update(token) }
    return hash.finalize()
  }
}
