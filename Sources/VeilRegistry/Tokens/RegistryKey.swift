internal import Crypto
package import Cryptography
internal import Foundation

/// The registry's secret of one period. Whoever has it can try words against the token index; whoever has not learns
/// nothing from it, however few words there are. A new one makes all old tokens and templates worthless.
package struct RegistryKey: Sendable {
  package static let byteCount = 32

  /// The period, from 1.
  package let epoch: UInt32
  let secret: SecretBytes

  /// - Throws: ``RegistryError`` `damaged` for another length.
  package init(epoch: UInt32, secret: SecretBytes) throws {
    guard secret.count == Self.byteCount else {
      throw RegistryError(.damaged, "a registry's key has \(Self.byteCount) bytes; restore the registry from a backup")
    }
    self.epoch = epoch
    self.secret = secret
  }

  /// A fresh one from the system's random source.
  package static func random(epoch: UInt32) throws -> RegistryKey {
    try RegistryKey(epoch: epoch, secret: try SecretBytes.random(count: byteCount))
  }

  /// HKDF-SHA-256 of the key under a label, the epoch (4) and what the label calls for.
  func subkey(_ label: String, _ context: [UInt8] = []) throws -> SecretBytes {
    try KeyDerivation.hkdf(
      secret, info: Array(label.utf8) + withUnsafeBytes(of: epoch.bigEndian) { Array($0) } + context, count: 32)
  }

  /// HMAC-SHA-256 (RFC 2104) under a subkey.
  static func authenticate(_ message: [UInt8], _ key: SecretBytes) -> Hash256 {
    let code = key.withUnsafeBytes {
      HMAC<SHA256>.authenticationCode(for: message, using: SymmetricKey(data: $0))
    }
    return Hash256(Array(code)) ?? Hash256()
  }
}

extension RegistryKey: CustomStringConvertible, CustomReflectable {
  package var description: String { "RegistryKey of epoch \(epoch)" }
  package var customMirror: Mirror { Mirror(self, children: ["epoch": epoch]) }
}
