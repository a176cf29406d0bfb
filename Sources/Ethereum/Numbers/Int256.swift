/// A signed integer of 256 bits in two's complement, as the ABI's `int` types carry it.
package struct Int256: Sendable, Hashable {
  /// The two's complement bits.
  package let bitPattern: UInt256

  package init(bitPattern: UInt256) { self.bitPattern = bitPattern }

  package init(_ value: Int64) {
    let fill: UInt64 = value < 0 ? .max : 0
    self.init(bitPattern: UInt256(limbs: UInt64(bitPattern: value), fill, fill, fill))
  }

  package static let zero = Int256(0)
  package static let min = Int256(bitPattern: UInt256.one << 255)
  package static let max = Int256(bitPattern: UInt256.max >> 1)

  package var isNegative: Bool { bitPattern.bit(255) }

  /// The distance from zero; 2^255 for the least number.
  package var magnitude: UInt256 { isNegative ? UInt256.zero &- bitPattern : bitPattern }

  /// A number of a sign and a distance from zero.
  /// - Throws: `overflow` outside -2^255 ... 2^255 - 1.
  package init(negative: Bool, magnitude: UInt256) throws(EthereumError) {
    let limit = UInt256.one << 255
    guard negative ? magnitude <= limit : magnitude < limit else {
      throw EthereumError(.overflow, "a signed number exceeds 256 bits")
    }
    self.init(bitPattern: negative ? UInt256.zero &- magnitude : magnitude)
  }

  /// Reads a decimal number, or a hexadecimal one behind `0x`, each with an optional minus sign before it.
  /// - Throws: `malformedNumber`, or `overflow`.
  package init(text: some StringProtocol) throws(EthereumError) {
    let negative = text.hasPrefix("-")
    try self.init(negative: negative, magnitude: UInt256(text: text.dropFirst(negative ? 1 : 0)))
  }

  /// The number of bits that two's complement needs for this value, sign included: 1 for 0 and -1, 256 at most.
  package var signedBitWidth: Int { (isNegative ? ~bitPattern : bitPattern).bitWidth + 1 }
}

extension Int256: Comparable {
  package static func < (left: Int256, right: Int256) -> Bool {
    left.isNegative == right.isNegative ? left.bitPattern < right.bitPattern : left.isNegative
  }
}

extension Int256: ExpressibleByIntegerLiteral {
  package init(integerLiteral value: Int64) { self.init(value) }
}

extension Int256: CustomStringConvertible {
  /// The number in decimal, with a minus sign if negative.
  package var description: String { (isNegative ? "-" : "") + magnitude.description }
}
