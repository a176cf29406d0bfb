internal import Crypto
package import Foundation

/// The key with which models are signed, and its public half, which cameras pin. Ed25519 (RFC 8032).
package struct PublisherKey: Sendable {
  private let key: Curve25519.Signing.PrivateKey

  /// A new key.
  package init() { key = Curve25519.Signing.PrivateKey() }

  /// - Parameter hexadecimal: 32 bytes.
  /// - Throws: ``AccidentError`` `.signature`.
  package init(hexadecimal text: String) throws {
    guard let bytes = Data(hexadecimal: text), let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: bytes)
    else { throw AccidentError(.signature, "a publisher's key is 64 hexadecimal digits") }
    self.key = key
  }

  /// The secret, to be written into a file that only its owner can read.
  package var hexadecimal: String { key.rawRepresentation.hexadecimal }

  /// The public half, 64 hexadecimal digits.
  package var publicKey: String { key.publicKey.rawRepresentation.hexadecimal }

  func sign(_ message: Data) throws -> Data { try key.signature(for: message) }

  static func isValid(_ signature: Data, of message: Data, publicKey text: String) -> Bool {
    guard let bytes = Data(hexadecimal: text), let key = try? Curve25519.Signing.PublicKey(rawRepresentation: bytes)
    else { return false }
    return key.isValidSignature(signature, for: message)
  }
}

extension Data {
  /// Two lower-case digits a byte.
  package var hexadecimal: String { map { String(format: "%02x", $0) }.joined() }

  /// Nil for anything but pairs of hexadecimal digits.
  package init?(hexadecimal text: String) {
    let digits = text.trimmingCharacters(in: .whitespacesAndNewlines).compactMap(\.hexDigitValue)
    guard digits.count == text.trimmingCharacters(in: .whitespacesAndNewlines).count, digits.count % 2 == 0 else {
      return nil
    }
    self.init(stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) })
  }
}
