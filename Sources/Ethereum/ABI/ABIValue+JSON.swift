internal import Cryptography

extension ABIValue {
  /// Reads a value from JSON as wallets and tools write it: numbers as JSON numbers or as decimal or `0x` text, bytes as
  /// `0x` text, arrays as arrays, tuples as arrays or as objects by the names of the members.
  /// - Throws: `valueDoesNotFit`, `malformedNumber`, `malformedHex`, `malformedAddress`.
  package init(_ json: JSON, as type: ABIType) throws(EthereumError) {
    switch (type, json) {
    case (.array(let element), .array(let items)): self = .array(try Self.values(items, as: element))
    case (.fixedArray(let element, let count), .array(let items)) where items.count == count:
      self = .array(try Self.values(items, as: element))
    case (.tuple(let members), .array(let items)) where items.count == members.count:
      var values = [ABIValue]()
      for (item, member) in zip(items, members) { values.append(try ABIValue(item, as: member.type)) }
      self = .tuple(values)
    case (.tuple(let members), .object(let items)) where Set(items.keys) == Set(members.map(\.name)):
      var values = [ABIValue]()
      for member in members { values.append(try ABIValue(items[member.name] ?? .null, as: member.type)) }
      self = .tuple(values)
    default: self = try Self.elementary(json, as: type)
    }
    // Widths and lengths are the encoder's to check.
    if case .tuple = type { return }
    if case .array = type { return }
    if case .fixedArray = type { return }
    _ = try ABIEncoder.encode(self, as: type)
  }

  private static func values(_ items: [JSON], as type: ABIType) throws(EthereumError) -> [ABIValue] {
    var values = [ABIValue]()
    for item in items { values.append(try ABIValue(item, as: type)) }
    return values
  }

  private static func elementary(_ json: JSON, as type: ABIType) throws(EthereumError) -> ABIValue {
    switch (type, json) {
    case (.uint, .number(let text)), (.uint, .string(let text)), (.fixedPoint(false, _, _), .number(let text)),
      (.fixedPoint(false, _, _), .string(let text)):
      return .uint(try UInt256(text: text))
    case (.int, .number(let text)), (.int, .string(let text)), (.fixedPoint(true, _, _), .number(let text)),
      (.fixedPoint(true, _, _), .string(let text)):
      return .int(try Int256(text: text))
    case (.address, .string(let text)): return .address(try Address.reading(text))
    case (.bool, .bool(let flag)): return .bool(flag)
    case (.bytes, .string(let text)), (.fixedBytes, .string(let text)), (.function, .string(let text)):
      return .bytes(try HexText.bytes(text))
    case (.string, .string(let text)): return .string(text)
    default:
      throw EthereumError(
        .valueDoesNotFit, "the JSON value \(json.text.prefix(80)) is not of the type \(type.canonicalName)")
    }
  }

  /// The value as JSON: numbers as decimal text, bytes as `0x` text, tuples as arrays.
  package var json: JSON {
    switch self {
    case .uint(let value): .string(value.description)
    case .int(let value): .string(value.description)
    case .address(let value): .string(value.description)
    case .bool(let value): .bool(value)
    case .bytes(let value): .string(Hex.encode(value, prefix: true))
    case .string(let value): .string(value)
    case .array(let values), .tuple(let values): .array(values.map(\.json))
    }
  }
}
