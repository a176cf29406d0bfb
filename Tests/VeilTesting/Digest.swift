internal import Crypto
package import Foundation

/// Hashes as manifests and test vectors write them.
package enum Digest {
  /// SHA-256 in lower-case hexadecimal.
  package static func sha256(_ data: some DataProtocol) -> String {
    SHA256.hash(data: data).map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
  }
}
