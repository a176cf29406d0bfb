package import Cryptography

/// What a capsule encapsulates: a secret point, from which keys are derived. Sender, owner and whoever the owner
/// delegates to arrive at the same one.
package struct KeySeed: Sendable {
  package static let byteCount = Point.compressedByteCount

  /// The point's 33 compressed bytes: input of a key derivation, never a key itself.
  package let bytes: SecretBytes

  init(_ point: Point) throws {
    bytes = try point.secretCompressed()
  }

  /// Derives `count` bytes by HKDF-SHA-256 under a label of the use.
  package func derive(info: some Collection<UInt8>, count: Int = 32) throws -> SecretBytes {
    try KeyDerivation.hkdf(bytes, info: info, count: count)
  }

  /// Compares in constant time.
  package func equals(_ other: KeySeed) -> Bool { bytes.equals(other.bytes) }
}

extension KeySeed: CustomStringConvertible {
  package var description: String { "KeySeed" }
}
