extension UInt256 {
  /// The number that big-endian bytes spell; leading zeros are allowed, no bytes at all are zero.
  /// - Throws: `overflow` for more than 32 bytes.
  package init(bigEndian bytes: some Collection<UInt8>) throws(EthereumError) {
    guard bytes.count <= 32 else {
      throw EthereumError(.overflow, "a number of \(bytes.count) bytes exceeds 256 bits")
    }
    var limbs: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    for byte in bytes {
      limbs.3 = limbs.3 << 8 | limbs.2 >> 56
      limbs.2 = limbs.2 << 8 | limbs.1 >> 56
      limbs.1 = limbs.1 << 8 | limbs.0 >> 56
      limbs.0 = limbs.0 << 8 | UInt64(byte)
    }
    self.init(limbs: limbs.0, limbs.1, limbs.2, limbs.3)
  }

  /// 32 big-endian bytes.
  package var bigEndianBytes: [UInt8] {
    var bytes = [UInt8]()
    bytes.reserveCapacity(32)
    for limb in [limb3, limb2, limb1, limb0] {
      for shift in stride(from: UInt64(56), through: 0, by: -8) {
        bytes.append(UInt8(truncatingIfNeeded: limb >> shift))
      }
    }
    return bytes
  }

  /// Big-endian bytes without leading zeros, none for zero: how RLP writes a number.
  package var minimalBytes: [UInt8] { Array(bigEndianBytes.suffix((bitWidth + 7) / 8)) }

  /// The number in hexadecimal as JSON-RPC writes a quantity: `0x0`, `0x1f`.
  package var hex: String {
    let digits = bigEndianBytes.flatMap { [$0 >> 4, $0 & 15] }.drop { $0 == 0 }
    return "0x" + (digits.isEmpty ? "0" : digits.map { String($0, radix: 16) }.joined())
  }

  /// Reads a decimal number: digits only, no sign.
  /// - Throws: `malformedNumber`, or `overflow` above 2^256 - 1.
  package init(decimal text: some StringProtocol) throws(EthereumError) {
    try self.init(digits: text.utf8, radix: 10)
  }

  /// Reads hexadecimal digits behind `0x`; leading zeros are allowed, at least one digit is needed.
  /// - Throws: `malformedNumber`, or `overflow` above 2^256 - 1.
  package init(hex text: some StringProtocol) throws(EthereumError) {
    guard text.hasPrefix("0x") || text.hasPrefix("0X") else {
      throw EthereumError(.malformedNumber, "a hexadecimal number must begin with 0x")
    }
    try self.init(digits: text.dropFirst(2).utf8, radix: 16)
  }

  /// Reads a decimal number, or a hexadecimal one behind `0x`.
  /// - Throws: `malformedNumber`, or `overflow` above 2^256 - 1.
  package init(text: some StringProtocol) throws(EthereumError) {
    if text.hasPrefix("0x") || text.hasPrefix("0X") {
      try self.init(hex: text)
    } else {
      try self.init(decimal: text)
    }
  }

  private init(digits: some Collection<UInt8>, radix: UInt64) throws(EthereumError) {
    guard !digits.isEmpty else { throw EthereumError(.malformedNumber, "a number without digits") }
    var value = UInt256.zero
    for byte in digits {
      guard let digit = Self.digit(byte), digit < radix else {
        throw EthereumError(.malformedNumber, "a number contains something that is not a digit")
      }
      let (product, high) = value.multipliedReportingOverflow(by: UInt256(radix))
      let (sum, carry) = product.addingReportingOverflow(UInt256(digit))
      guard !high, !carry else { throw EthereumError(.overflow, "a number exceeds 256 bits") }
      value = sum
    }
    self = value
  }

  private static func digit(_ byte: UInt8) -> UInt64? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt64(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt64(byte - UInt8(ascii: "a") + 10)
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt64(byte - UInt8(ascii: "A") + 10)
    default: nil
    }
  }
}

extension UInt256: CustomStringConvertible {
  /// The number in decimal.
  package var description: String {
    var groups = [String]()
    var rest = self
    // Groups of nineteen digits: the largest power of ten in a limb.
    repeat {
      let (quotient, group) = rest.dividedBySmall(10_000_000_000_000_000_000)
      rest = quotient
      let digits = String(group)
      groups.append(rest.isZero ? digits : String(repeating: "0", count: 19 - digits.count) + digits)
    } while !rest.isZero
    return groups.reversed().joined()
  }
}
