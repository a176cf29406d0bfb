internal import Crypto
internal import CryptoExtras
internal import Cryptography
internal import Foundation

/// AES-128-CTR and the authentication code of version 3 keystores.
enum KeystoreCipher {
  /// Encrypts or decrypts, which are the same, under the first half of the derived key.
  static func apply(
    _ bytes: UnsafeRawBufferPointer, key: SecretBytes, initialVector: [UInt8]
  ) throws -> SecretBytes {
    let aesKey = key.withUnsafeBytes { SymmetricKey(data: UnsafeRawBufferPointer(rebasing: $0.prefix(16))) }
    var output = try AES._CTR.encrypt(bytes, using: aesKey, nonce: AES._CTR.Nonce(nonceBytes: initialVector))
    defer { output.resetBytes(in: output.startIndex..<output.endIndex) }
    return try SecretBytes(copying: output)
  }

  /// H(second half of the derived key ‖ ciphertext).
  static func code(of key: SecretBytes, _ ciphertext: SecretBytes) -> Hash256 {
    var hash = Keccak256()
    key.withUnsafeBytes { hash.update(UnsafeRawBufferPointer(rebasing: $0.suffix(16))) }
    ciphertext.withUnsafeBytes { hash.update($0) }
    return hash.finalize()
  }
}
