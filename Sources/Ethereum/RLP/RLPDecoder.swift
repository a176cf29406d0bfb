/// Reads RLP strictly: only the encoding that `RLPItem.encoded` would make is accepted, and nothing behind it.
package struct RLPDecoder {
  /// How deep lists may be nested, so that hostile input cannot exhaust the stack.
  package static let maximumDepth = 512

  private let input: [UInt8]
  private var position = 0

  private init(_ input: [UInt8]) { self.input = input }

  /// Reads exactly one item.
  /// - Throws: `malformedRLP` for a truncated or non-canonical item, trailing bytes, or lists deeper than `maximumDepth`.
  package static func decode(_ input: some Sequence<UInt8>) throws(EthereumError) -> RLPItem {
    var decoder = RLPDecoder(Array(input))
    let item = try decoder.item(end: decoder.input.count, depth: 0)
    guard decoder.position == decoder.input.count else {
      throw EthereumError(.malformedRLP, "\(decoder.input.count - decoder.position) bytes follow the RLP item")
    }
    return item
  }

  private mutating func item(end: Int, depth: Int) throws(EthereumError) -> RLPItem {
    guard depth <= Self.maximumDepth else {
      throw EthereumError(.malformedRLP, "RLP lists are nested deeper than \(Self.maximumDepth)")
    }
    guard position < end else { throw EthereumError(.malformedRLP, "the RLP ends where an item should begin") }
    let prefix = input[position]
    position += 1
    switch prefix {
    case ..<0x80: return .bytes([prefix])
    case ..<0xC0:
      let bytes = try payload(length: length(prefix - 0x80, end: end), end: end)
      if bytes.count == 1, let only = bytes.first, only < 0x80 {
        throw EthereumError(.malformedRLP, "a single byte below 0x80 has an RLP header")
      }
      return .bytes(Array(bytes))
    default:
      let length = try length(prefix - 0xC0, end: end)
      guard length <= end - position else { throw EthereumError(.malformedRLP, "an RLP list is longer than its frame") }
      let stop = position + length
      var items = [RLPItem]()
      while position < stop { items.append(try item(end: stop, depth: depth + 1)) }
      return .list(items)
    }
  }

  private mutating func payload(length: Int, end: Int) throws(EthereumError) -> ArraySlice<UInt8> {
    guard length <= end - position else { throw EthereumError(.malformedRLP, "an RLP item is longer than its frame") }
    defer { position += length }
    return input[position..<position + length]
  }

  private mutating func length(_ code: UInt8, end: Int) throws(EthereumError) -> Int {
    guard code > 55 else { return Int(code) }
    let digits = try payload(length: Int(code - 55), end: end)
    guard digits.first != 0 else { throw EthereumError(.malformedRLP, "an RLP length has leading zeros") }
    guard let length = try UInt256(bigEndian: digits).int, length <= end else {
      throw EthereumError(.malformedRLP, "an RLP item is longer than its frame")
    }
    guard length > 55 else { throw EthereumError(.malformedRLP, "a short RLP item has a long header") }
    return length
  }
}
