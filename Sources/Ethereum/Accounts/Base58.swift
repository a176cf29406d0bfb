internal import Crypto

/// Base 58 with a checksum, in which BIP-32 writes extended keys.
enum Base58 {
  private static let alphabet = Array("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz")
  /// Extended keys have 82 bytes; longer text is refused, since the conversion is quadratic.
  private static let maximumCount = 256

  /// The text of bytes and the first four bytes of their double SHA-256.
  static func encodeChecked(_ bytes: [UInt8]) -> String {
    let all = bytes + checksum(bytes)
    var digits = [UInt8]()
    for byte in all {
      var carry = Int(byte)
      for index in digits.indices {
        carry += Int(digits[index]) << 8
        digits[index] = UInt8(carry % 58)
        carry /= 58
      }
      while carry > 0 {
        digits.append(UInt8(carry % 58))
        carry /= 58
      }
    }
    let zeros = all.prefix { $0 == 0 }.count
    return String(repeating: "1", count: zeros) + String(digits.reversed().map { alphabet[Int($0)] })
  }

  /// The bytes of a text whose checksum is right.
  /// - Throws: `invalidKey`.
  static func decodeChecked(_ text: String) throws(EthereumError) -> [UInt8] {
    var bytes = [UInt8]()
    guard text.utf8.count <= maximumCount else { throw error }
    for character in text {
      guard var carry = alphabet.firstIndex(of: character) else { throw error }
      for index in bytes.indices {
        carry += Int(bytes[index]) * 58
        bytes[index] = UInt8(carry & 255)
        carry >>= 8
      }
      while carry > 0 {
        bytes.append(UInt8(carry & 255))
        carry >>= 8
      }
    }
    let zeros = text.prefix { $0 == "1" }.count
    let all = [UInt8](repeating: 0, count: zeros) + bytes.reversed()
    guard all.count >= 4, checksum(Array(all.dropLast(4))) == Array(all.suffix(4)) else { throw error }
    return Array(all.dropLast(4))
  }

  private static func checksum(_ bytes: [UInt8]) -> [UInt8] {
    Array(SHA256.hash(data: Array(SHA256.hash(data: bytes))).prefix(4))
  }

  private static var error: EthereumError {
    EthereumError(.invalidKey, "the extended key is not valid; a character is missing or mistyped")
  }
}
