internal import Crypto
internal import CryptoExtras
package import Cryptography
internal import Foundation

/// Keys from passwords. All of it is slow by design and blocks the calling thread.
package enum KeyDerivation {
  /// The hash function of PBKDF2.
  package enum Hash: String, Sendable, Hashable {
    case sha256, sha512
  }

  /// The longest output, far above what any format asks for.
  private static let maximumCount = 1 << 24

  /// PBKDF2 with HMAC (RFC 8018).
  /// - Parameters:
  ///   - rounds: 1 to 2^32 - 1.
  ///   - count: bytes wanted.
  /// - Throws: `unsupportedKeystore` for numbers out of range.
  package static func pbkdf2(
    _ hash: Hash, password: SecretBytes, salt: [UInt8], rounds: Int, count: Int
  ) throws -> SecretBytes {
    guard rounds > 0, rounds <= UInt32.max, (1...maximumCount).contains(count) else {
      throw EthereumError(.unsupportedKeystore, "the parameters of PBKDF2 are out of range")
    }
    // The library wants no empty buffers. For HMAC, an empty password is the same as one zero byte, since keys are
    // padded with zeros; an empty salt has storage because of the reserved capacity.
    let word = try password.count > 0 ? password : SecretBytes(copying: [0])
    var storedSalt = [UInt8]()
    storedSalt.reserveCapacity(max(salt.count, 1))
    storedSalt += salt
    let function: KDF.Insecure.PBKDF2.HashFunction = hash == .sha256 ? .sha256 : .sha512
    let key = try word.withUnsafeBytes { bytes in
      try KDF.Insecure.PBKDF2.deriveKey(
        from: bytes, salt: storedSalt, using: function, outputByteCount: count, unsafeUncheckedRounds: rounds)
    }
    return try SecretBytes(count: count) { memory in key.withUnsafeBytes { memory.copyMemory(from: $0) } }
  }
}
