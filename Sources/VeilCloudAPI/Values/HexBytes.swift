internal import Cryptography

/// Bytes that JSON carries as `0x` and lower-case hexadecimal digits.
package struct HexBytes: Sendable, Hashable, Codable, CustomStringConvertible {
  package let bytes: [UInt8]

  package init(_ bytes: some Sequence<UInt8>) { self.bytes = Array(bytes) }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard text.hasPrefix("0x"), let bytes = try? Hex.decode(text) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "bytes are 0x and an even number of hexadecimal digits")
    }
    self.bytes = bytes
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }

  package var description: String { Hex.encode(bytes, prefix: true) }
}
