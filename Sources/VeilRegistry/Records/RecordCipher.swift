internal import Crypto
internal import Cryptography
internal import Foundation

/// AES-256-GCM (NIST SP 800-38D) of one record under a data key of its own: nonce (12) ‖ ciphertext ‖ tag (16), the
/// record's id and the key's epoch being authenticated too. A data key encrypts one record once.
enum RecordCipher {
  static func seal(_ plaintext: [UInt8], _ key: SecretBytes, id: RecordID) throws -> [UInt8] {
    let box = try AES.GCM.seal(plaintext, using: symmetric(key), authenticating: Data(id.bytes))
    guard let combined = box.combined else {
      throw RegistryError(.damaged, "the record could not be encrypted; it is too long")
    }
    return Array(combined)
  }

  /// - Throws: ``RegistryError`` `tampered` that names the record.
  static func open(_ ciphertext: [UInt8], _ key: SecretBytes, id: RecordID) throws -> [UInt8] {
    do {
      return Array(
        try AES.GCM.open(
          AES.GCM.SealedBox(combined: Data(ciphertext)), using: symmetric(key), authenticating: Data(id.bytes)))
    } catch {
      throw RegistryError(
        .tampered, "record \(id) was changed, or is encrypted under another key; restore the registry from a backup")
    }
  }

  private static func symmetric(_ key: SecretBytes) -> SymmetricKey {
    key.withUnsafeBytes { SymmetricKey(data: $0) }
  }
}
