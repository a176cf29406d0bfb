internal import Cryptography

/// Reading what nodes answer: every member that is missing or not well formed is a `malformedResponse`.
extension JSON {
  /// A number as JSON-RPC writes it, `0x1f`.
  func quantity() throws(RPCError) -> UInt256 {
    guard let text = string, let value = try? UInt256(hex: text) else { throw Self.strange("a number") }
    return value
  }

  func quantity64() throws(RPCError) -> UInt64 {
    guard let value = try quantity().uint64 else { throw Self.strange("a number of 64 bits") }
    return value
  }

  func hash() throws(RPCError) -> Hash256 {
    guard let text = string, let value = try? HexText.hash(text) else { throw Self.strange("a hash") }
    return value
  }

  /// An address; the letter case that nodes write is not looked at.
  func address() throws(RPCError) -> Address {
    guard let text = string, let bytes = try? HexText.bytes(text), let value = Address(bytes) else {
      throw Self.strange("an address")
    }
    return value
  }

  func data() throws(RPCError) -> [UInt8] {
    guard let text = string, let value = try? HexText.bytes(text) else { throw Self.strange("bytes") }
    return value
  }

  /// A member that must be there.
  func member(_ key: String) throws(RPCError) -> JSON {
    guard let value = self[key] else { throw RPCClient.strange("“\(key)” is missing") }
    return value
  }

  /// A member that may be missing or null.
  func optional<Value>(
    _ key: String, _ read: (JSON) throws(RPCError) -> Value
  ) throws(RPCError) -> Value? {
    guard let value = self[key], !value.isNull else { return nil }
    return try read(value)
  }

  /// Every element of an array.
  func list<Value>(_ read: (JSON) throws(RPCError) -> Value) throws(RPCError) -> [Value] {
    guard let array else { throw Self.strange("a list") }
    var values = [Value]()
    for item in array { values.append(try read(item)) }
    return values
  }

  static func hex(_ number: UInt64) -> JSON { .string(UInt256(number).hex) }

  static func hex(_ bytes: [UInt8]) -> JSON { .string(Hex.encode(bytes, prefix: true)) }

  private static func strange(_ what: String) -> RPCError { RPCClient.strange("\(what) is not written as one") }
}
