internal import Crypto
internal import Foundation

/// HKDF with SHA-256 (RFC 5869).
package enum KeyDerivation {
  /// The most that one call can give: 255 hashes.
  package static let maximumByteCount = 255 * 32

  /// Derives `count` bytes. An empty salt stands for 32 zero bytes, as the RFC says. Throws `invalidLength`.
  package static func hkdf(
    _ secret: SecretBytes, salt: some Collection<UInt8> = [UInt8](), info: some Collection<UInt8> = [UInt8](),
    count: Int
  ) throws -> SecretBytes {
    guard count > 0, count <= maximumByteCount else {
      throw CryptographyError(.invalidLength, "HKDF gives 1 to \(maximumByteCount) bytes; ask for as many")
    }
    let derived = HKDF<SHA256>.deriveKey(
      inputKeyMaterial: secret.symmetricKey, salt: Data(salt), info: Data(info), outputByteCount: count)
    return try SecretBytes(count: count) { memory in derived.withUnsafeBytes { memory.copyMemory(from: $0) } }
  }
}

extension SecretBytes {
  /// The bytes as swift-crypto's key, whose memory is zeroed too.
  var symmetricKey: SymmetricKey { withUnsafeBytes { SymmetricKey(data: $0) } }
}
