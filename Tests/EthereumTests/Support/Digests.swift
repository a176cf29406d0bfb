import Crypto

/// Digests of swift-crypto as bytes.
enum Digests {
  static func sha256(_ bytes: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: bytes)) }

  static func sha512(_ bytes: [UInt8]) -> [UInt8] { Array(SHA512.hash(data: bytes)) }

  static func hmac(_ bytes: [UInt8], key: [UInt8], isSHA512: Bool) -> [UInt8] {
    let key = SymmetricKey(data: key)
    return isSHA512
      ? Array(HMAC<SHA512>.authenticationCode(for: bytes, using: key))
      : Array(HMAC<SHA256>.authenticationCode(for: bytes, using: key))
  }
}
