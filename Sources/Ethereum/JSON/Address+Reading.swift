package import Cryptography

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
