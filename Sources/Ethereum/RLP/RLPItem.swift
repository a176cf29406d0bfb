/// An item of Ethereum's recursive length prefix encoding (Yellow Paper, appendix B): bytes, or a list of items.
package enum RLPItem: Sendable, Hashable {
  case bytes([UInt8])
  case list([RLPItem])

  /// A number as RLP writes it: big-endian without leading zeros.
  package static func number(_ value: UInt256) -> RLPItem { .bytes(value.minimalBytes) }

  /// A number as RLP writes it: big-endian without leading zeros.
  package static func number(_ value: UInt64) -> RLPItem { .number(UInt256(value)) }

  /// The item in its only valid encoding.
  package var encoded: [UInt8] {
    var output = [UInt8]()
    append(to: &output)
    return output
  }

  private func append(to output: inout [UInt8]) {
    switch self {
    case .bytes(let bytes):
      if bytes.count == 1, bytes[0] < 0x80 {
        output.append(bytes[0])
      } else {
        Self.appendHeader(length: bytes.count, short: 0x80, to: &output)
        output += bytes
      }
    case .list(let items):
      var payload = [UInt8]()
      for item in items { item.append(to: &payload) }
      Self.appendHeader(length: payload.count, short: 0xC0, to: &output)
      output += payload
    }
  }

  private static func appendHeader(length: Int, short: UInt8, to output: inout [UInt8]) {
    if length < 56 {
      output.append(short + UInt8(truncatingIfNeeded: length))
    } else {
      let digits = UInt256(UInt64(length)).minimalBytes
      output.append(short + 55 + UInt8(truncatingIfNeeded: digits.count))
      output += digits
    }
  }
}

extension RLPItem {
  /// The bytes of an item that must not be a list.
  /// - Throws: `malformedRLP` for a list.
  package func requireBytes(_ what: String) throws(EthereumError) -> [UInt8] {
    guard case .bytes(let bytes) = self else { throw EthereumError(.malformedRLP, "\(what) is a list, not bytes") }
    return bytes
  }

  /// The items of an item that must be a list.
  /// - Throws: `malformedRLP` for bytes.
  package func requireList(_ what: String) throws(EthereumError) -> [RLPItem] {
    guard case .list(let items) = self else { throw EthereumError(.malformedRLP, "\(what) is bytes, not a list") }
    return items
  }

  /// The number that an item spells without leading zeros.
  /// - Throws: `malformedRLP` for a list or leading zeros, `overflow` above 256 bits.
  package func requireNumber(_ what: String) throws(EthereumError) -> UInt256 {
    let bytes = try requireBytes(what)
    guard bytes.first != 0 else { throw EthereumError(.malformedRLP, "\(what) has leading zeros") }
    guard bytes.count <= 32 else { throw EthereumError(.overflow, "\(what) exceeds 256 bits") }
    return try UInt256(bigEndian: bytes)
  }
}
