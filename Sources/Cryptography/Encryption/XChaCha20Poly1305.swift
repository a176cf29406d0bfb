internal import Crypto
internal import Foundation

/// Authenticated encryption with a 24-byte nonce, long enough to be drawn at random: XChaCha20-Poly1305
/// (draft-irtf-cfrg-xchacha-03). ChaCha20-Poly1305 of RFC 8439 under the sub-key that HChaCha20 makes of the key and
/// the first 16 bytes of the nonce.
package enum XChaCha20Poly1305 {
  package static let keyByteCount = 32
  package static let nonceByteCount = 24
  package static let tagByteCount = 16
  private static let subNonceByteCount = 12

  /// Encrypts: ciphertext ‖ tag, 16 bytes longer than the message. Throws `invalidLength` for a wrong key or nonce.
  package static func seal(
    _ message: some Collection<UInt8>, key: SecretBytes, nonce: [UInt8], authenticating data: some Collection<UInt8>
  ) throws -> [UInt8] {
    let (subKey, subNonce) = try derived(key, nonce)
    do {
      let box = try ChaChaPoly.seal(
        Data(message), using: subKey, nonce: subNonce, authenticating: Data(data))
      return Array(box.combined.dropFirst(subNonceByteCount))
    } catch {
      throw CryptographyError(.invalidLength, "the message is too long for one encryption")
    }
  }

  /// Decrypts ciphertext ‖ tag. Throws `invalidLength` for a wrong key or nonce, and `authenticationFailed` where
  /// anything was changed or the key is another.
  package static func open(
    _ sealed: some Collection<UInt8>, key: SecretBytes, nonce: [UInt8], authenticating data: some Collection<UInt8>
  ) throws -> [UInt8] {
    let (subKey, subNonce) = try derived(key, nonce)
    do {
      let box = try ChaChaPoly.SealedBox(combined: Data(subNonce) + Data(sealed))
      return Array(try ChaChaPoly.open(box, using: subKey, authenticating: Data(data)))
    } catch {
      throw CryptographyError(
        .authenticationFailed, "the ciphertext does not belong to this key, or was changed on its way")
    }
  }

  private static func derived(_ key: SecretBytes, _ nonce: [UInt8]) throws -> (SymmetricKey, ChaChaPoly.Nonce) {
    guard key.count == keyByteCount, nonce.count == nonceByteCount else {
      throw CryptographyError(.invalidLength, "XChaCha20-Poly1305 takes a key of 32 bytes and a nonce of 24")
    }
    let subKey = try HChaCha20.subKey(of: key, nonce: nonce.prefix(16))
    guard let subNonce = try? ChaChaPoly.Nonce(data: [0, 0, 0, 0] + nonce.suffix(8)) else {
      throw CryptographyError(.invalidLength, "XChaCha20-Poly1305 takes a nonce of 24 bytes")
    }
    return (subKey.symmetricKey, subNonce)
  }
}
