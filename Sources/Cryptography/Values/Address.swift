/// An account's 20-byte address: the last 20 bytes of the Keccak-256 hash of its public key.
package struct Address: Sendable, Hashable {
  package static let byteCount = 20

  private var a: UInt64 = 0
  private var b: UInt64 = 0
  private var c: UInt32 = 0

  /// The zero address.
  package static let zero = Address()

  private init() {}

  /// Takes exactly 20 bytes; anything else is nil.
  package init?(_ bytes: some Sequence<UInt8>) {
    let array = Array(bytes)
    guard array.count == Address.byteCount else { return nil }
    withUnsafeMutableBytes(of: &self) { memory in
      array.withUnsafeBytes {
        UnsafeMutableRawBufferPointer(rebasing: memory[..<Address.byteCount]).copyMemory(from: $0)
      }
    }
  }

  /// The address of a public key.
  package init(_ key: PublicKey) {
    let hash = Keccak256.hash(key.uncompressed.dropFirst())
    hash.withUnsafeBytes { source in
      withUnsafeMutableBytes(of: &self) { memory in
        UnsafeMutableRawBufferPointer(rebasing: memory[..<Address.byteCount])
          .copyMemory(from: UnsafeRawBufferPointer(rebasing: source[12...]))
      }
    }
  }

  /// Reads `0x` and 40 digits. Text of mixed case must have the right EIP-55 checksum (`wrongChecksum` otherwise);
  /// text of one case carries none. Anything else throws `invalidAddress`.
  package init(_ text: some StringProtocol) throws {
    let digits = text.dropFirst(2)
    guard text.hasPrefix("0x"), digits.utf8.count == 40, let bytes = try? Hex.decode(digits),
      let address = Address(bytes)
    else {
      throw CryptographyError(.invalidAddress, "an address is 0x and 40 hexadecimal digits")
    }
    self = address
    let isLower = !digits.utf8.contains { (0x41...0x46).contains($0) }
    let isUpper = !digits.utf8.contains { (0x61...0x66).contains($0) }
    guard isLower || isUpper || description == text else {
      throw CryptographyError(.wrongChecksum, "the address has a wrong checksum; compare it with where it came from")
    }
  }

  /// Reads text that must carry the right EIP-55 checksum, as `description` writes it.
  package init(checksummed text: some StringProtocol) throws {
    try self.init(text)
    guard description == text else {
      throw CryptographyError(.wrongChecksum, "the address lacks its checksum (upper and lower case of its letters)")
    }
  }

  /// The 20 bytes.
  package var bytes: [UInt8] { withUnsafeBytes(of: self) { Array($0.prefix(Address.byteCount)) } }
}

extension Address: CustomStringConvertible {
  /// `0x` and 40 digits whose case is the checksum of EIP-55.
  package var description: String {
    let digits = Array(Hex.encode(bytes).utf8)
    let hash = Keccak256.hash(digits).bytes
    let text = digits.enumerated().map { index, digit in
      let nibble = index.isMultiple(of: 2) ? hash[index / 2] >> 4 : hash[index / 2] & 15
      return digit >= 0x61 && nibble >= 8 ? digit - 0x20 : digit
    }
    return "0x" + String(decoding: text, as: UTF8.self)
  }
}

extension Address: Comparable {
  package static func < (left: Address, right: Address) -> Bool {
    left.bytes.lexicographicallyPrecedes(right.bytes)
  }
}

extension Address: Codable {
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    do {
      try self.init(try container.decode(String.self))
    } catch let error as CryptographyError {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: error.message)
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
