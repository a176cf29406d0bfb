/// Hexadecimal text of bytes: two lower-case digits a byte, with or without `0x` in front.
package enum Hex {
  private static let digits = Array("0123456789abcdef".utf8)

  /// Writes bytes as lower-case digits.
  package static func encode(_ bytes: some Sequence<UInt8>, prefix: Bool = false) -> String {
    var text: [UInt8] = prefix ? [0x30, 0x78] : []
    for byte in bytes {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Reads digits of either case, with or without `0x`. Throws `invalidHex` for an odd count or another character.
  package static func decode(_ text: some StringProtocol) throws -> [UInt8] {
    var digits = Array(text.utf8)[...]
    if digits.starts(with: [0x30, 0x78]) { digits = digits.dropFirst(2) }
    guard digits.count.isMultiple(of: 2) else {
      throw CryptographyError(.invalidHex, "hexadecimal text has an odd number of digits; a digit is missing")
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(digits.count / 2)
    var index = digits.startIndex
    while index < digits.endIndex {
      guard let high = value(digits[index]), let low = value(digits[index + 1]) else {
        throw CryptographyError(.invalidHex, "hexadecimal text may hold only the digits 0 to 9 and a to f")
      }
      bytes.append(high << 4 | low)
      index += 2
    }
    return bytes
  }

  private static func value(_ digit: UInt8) -> UInt8? {
    switch digit {
    case 0x30...0x39: digit - 0x30
    case 0x41...0x46: digit - 0x41 + 10
    case 0x61...0x66: digit - 0x61 + 10
    default: nil
    }
  }
}
