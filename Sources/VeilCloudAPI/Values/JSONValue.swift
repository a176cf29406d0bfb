package import Ethereum

/// A document of another room (a binding, a receipt, a proof) inside a message, with the spelling of its numbers kept.
package struct JSONValue: Sendable, Hashable, Codable {
  package let json: JSON

  package init(_ json: JSON) { self.json = json }

  /// The document in canonical spelling.
  package var bytes: [UInt8] { Array(json.text.utf8) }

  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  package init(from decoder: any Decoder) throws {
    if let members = try? decoder.container(keyedBy: Key.self) {
      var object = [String: JSON]()
      for key in members.allKeys { object[key.stringValue] = try members.decode(JSONValue.self, forKey: key).json }
      json = .object(object)
    } else if var items = try? decoder.unkeyedContainer() {
      var array = [JSON]()
      while !items.isAtEnd { array.append(try items.decode(JSONValue.self).json) }
      json = .array(array)
    } else {
      json = try JSONValue.scalar(try decoder.singleValueContainer())
    }
  }

  private static func scalar(_ container: any SingleValueDecodingContainer) throws -> JSON {
    if container.decodeNil() { return .null }
    if let text = try? container.decode(String.self) { return .string(text) }
    if let number = try? container.decode(UInt64.self) { return .integer(number) }
    if let number = try? container.decode(Int64.self) { return .integer(number) }
    return .bool(try container.decode(Bool.self))
  }

  package func encode(to encoder: any Encoder) throws {
    switch json {
    case .object(let members):
      var container = encoder.container(keyedBy: Key.self)
      for (name, member) in members { try container.encode(JSONValue(member), forKey: Key(stringValue: name)) }
    case .array(let items):
      var container = encoder.unkeyedContainer()
      for item in items { try container.encode(JSONValue(item)) }
    case .number(let text): try encode(number: text, to: encoder)
    case .string(let text): try encode(text, to: encoder)
    case .bool(let value): try encode(value, to: encoder)
    case .null:
      var container = encoder.singleValueContainer()
      try container.encodeNil()
    }
  }

  private func encode(number text: String, to encoder: any Encoder) throws {
    if let number = Int64(text) { return try encode(number, to: encoder) }
    if let number = UInt64(text) { return try encode(number, to: encoder) }
    throw EncodingError.invalidValue(
      text, .init(codingPath: encoder.codingPath, debugDescription: "a message carries whole numbers only"))
  }

  private func encode(_ value: some Encodable, to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(value)
  }
}
