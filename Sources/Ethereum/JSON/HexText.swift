package import Cryptography

/// Bytes as JSON carries them: `0x` and an even number of digits.
package enum HexText {
  /// - Throws: `malformedHex`.
  package static func bytes(_ text: some StringProtocol) throws(EthereumError) -> [UInt8] {
    guard text.hasPrefix("0x"), let bytes = try? Hex.decode(text) else {
      throw EthereumError(.malformedHex, "bytes must be written as 0x and an even number of hexadecimal digits")
    }
    return bytes
  }

  /// - Throws: `malformedHex`, also for another count than 32 bytes.
  package static func hash(_ text: some StringProtocol) throws(EthereumError) -> Hash256 {
    guard let hash = Hash256(try bytes(text)) else {
      throw EthereumError(.malformedHex, "a hash must be written as 0x and 64 hexadecimal digits")
    }
    return hash
  }
}

extension Address {
  /// Reads an address; mixed case must be a valid checksum (EIP-55).
  /// - Throws: `malformedAddress`.
  package static func reading(_ text: some StringProtocol) throws(EthereumError) -> Address {
    do {
      return try Address(text)
    } catch {
      throw EthereumError(
        .malformedAddress,
        "“\(text.prefix(50))” is not an address: 0x, 40 digits, and if of mixed case a valid checksum")
    }
  }
}
