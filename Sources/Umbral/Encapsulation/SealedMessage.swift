package import Cryptography

/// A message encrypted to a public key: a capsule, and the ciphertext under the key that the capsule encapsulates.
package struct SealedMessage: Sendable, Hashable {
  package let capsule: Capsule
  /// Nonce (24) ‖ ciphertext ‖ tag (16).
  package let ciphertext: [UInt8]

  package init(capsule: Capsule, ciphertext: [UInt8]) {
    self.capsule = capsule
    self.ciphertext = ciphertext
  }

  /// Encrypts a message to a public key.
  package static func seal(_ message: some Collection<UInt8>, to key: PublicKey) throws -> SealedMessage {
    let (capsule, seed) = try Capsule.encapsulate(to: key)
    return try seal(message, capsule, seed, nonce: RandomBytes.make(XChaCha20Poly1305.nonceByteCount))
  }

  static func seal(
    _ message: some Collection<UInt8>, _ capsule: Capsule, _ seed: KeySeed, nonce: [UInt8]
  ) throws -> SealedMessage {
    let sealed = try XChaCha20Poly1305.seal(
      message, key: try messageKey(seed), nonce: nonce, authenticating: capsule.simpleBytes)
    return SealedMessage(capsule: capsule, ciphertext: nonce + sealed)
  }

  /// Decrypts with the secret key that the message was sealed to. Throws `decryptionFailed` for another key and for
  /// anything changed.
  package func open(with key: SecretKey) throws -> [UInt8] {
    try open(try capsule.open(with: key))
  }

  /// Decrypts with re-encrypted fragments. Throws what `Capsule.open(_:with:from:)` throws, and `decryptionFailed`.
  package func open(
    _ fragments: [VerifiedCapsuleFrag], with receiving: SecretKey, from delegating: PublicKey
  ) throws -> [UInt8] {
    try open(try capsule.open(fragments, with: receiving, from: delegating))
  }

  private func open(_ seed: KeySeed) throws -> [UInt8] {
    let count = XChaCha20Poly1305.nonceByteCount
    guard ciphertext.count >= count + XChaCha20Poly1305.tagByteCount else {
      throw UmbralError(.decryptionFailed, "the ciphertext is cut off; fetch it again")
    }
    do {
      return try XChaCha20Poly1305.open(
        ciphertext.dropFirst(count), key: try SealedMessage.messageKey(seed), nonce: Array(ciphertext.prefix(count)),
        authenticating: capsule.simpleBytes)
    } catch let error as CryptographyError where error.code == .authenticationFailed {
      throw UmbralError(.decryptionFailed, "this key does not open the message, or the message was changed on its way")
    }
  }

  private static func messageKey(_ seed: KeySeed) throws -> SecretBytes {
    try seed.derive(info: [UInt8](), count: XChaCha20Poly1305.keyByteCount)
  }
}
