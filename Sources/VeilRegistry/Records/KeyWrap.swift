internal import Cryptography
internal import Umbral

/// A secret of 32 bytes for one manager: capsule (98) ‖ nonce (24) ‖ ciphertext ‖ tag (16).
enum KeyWrap {
  static func seal(_ secret: SecretBytes, to key: PublicKey) throws -> [UInt8] {
    let message = try SealedMessage.seal(secret.withUnsafeBytes { Array($0) }, to: key)
    return message.capsule.simpleBytes + message.ciphertext
  }

  /// - Throws: ``RegistryError`` `notAuthorised` where it was wrapped for somebody else, or was changed.
  static func open(_ wrapped: [UInt8], with key: SecretKey) throws -> SecretBytes {
    do {
      let capsule = try Capsule(simple: wrapped.prefix(Capsule.simpleByteCount))
      let message = SealedMessage(capsule: capsule, ciphertext: Array(wrapped.dropFirst(Capsule.simpleByteCount)))
      return try SecretBytes(copying: try message.open(with: key))
    } catch is UmbralError {
      throw RegistryError(
        .notAuthorised, "this key does not open the record; it was wrapped for another manager, or was changed")
    }
  }
}
