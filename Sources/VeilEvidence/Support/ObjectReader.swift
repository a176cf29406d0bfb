internal import Cryptography
internal import Ethereum

/// Reads the members of one object and refuses what it does not know.
struct ObjectReader {
  private let members: [String: JSON]
  private let name: String
  private var taken: Set<String> = []

  init(_ json: JSON?, of name: String) throws {
    guard let members = json?.object else { throw EvidenceError.malformed("\(name) is no object") }
    self.members = members
    self.name = name
  }

  mutating func json(_ key: String) throws -> JSON {
    guard let value = optional(key) else { throw EvidenceError.malformed("\(name) lacks “\(key)”") }
    return value
  }

  mutating func optional(_ key: String) -> JSON? {
    taken.insert(key)
    return members[key]
  }

  mutating func text(_ key: String, limit: Int = 1_000) throws -> String {
    guard let text = try json(key).string, text.utf8.count <= limit else { throw wrong(key) }
    return text
  }

  /// An integer in its shortest spelling.
  mutating func integer<Integer: FixedWidthInteger>(_ key: String, _: Integer.Type = Integer.self) throws -> Integer {
    guard case .number(let text) = try json(key), let value = Integer(text), String(value) == text else {
      throw wrong(key)
    }
    return value
  }

  mutating func hash(_ key: String) throws -> Hash256 { try ObjectReader.hash(try json(key)) ?? { throw wrong(key) }() }

  mutating func bytes(_ key: String, count: Int) throws -> [UInt8] {
    guard let bytes = ObjectReader.bytes(try json(key)), bytes.count == count else { throw wrong(key) }
    return bytes
  }

  mutating func array(_ key: String, counts: ClosedRange<Int>) throws -> [JSON] {
    guard let items = try json(key).array, counts.contains(items.count) else { throw wrong(key) }
    return items
  }

  mutating func hashes(_ key: String, counts: ClosedRange<Int>) throws -> [Hash256] {
    try array(key, counts: counts).map { try ObjectReader.hash($0) ?? { throw wrong(key) }() }
  }

  mutating func signature(_ key: String) throws -> RecoverableSignature {
    try canonicalSignature(try bytes(key, count: RecoverableSignature.byteCount), of: "“\(key)” of \(name)")
  }

  mutating func address(_ key: String) throws -> Address {
    guard let address = Address(try bytes(key, count: Address.byteCount)) else { throw wrong(key) }
    return address
  }

  /// Refuses members that nobody asked for.
  func end() throws {
    guard let extra = members.keys.filter({ !taken.contains($0) }).min() else { return }
    throw EvidenceError.malformed("\(name) has a member “\(extra.prefix(40))” that this version does not know")
  }

  func wrong(_ key: String) -> EvidenceError {
    EvidenceError.malformed("“\(key)” of \(name) is missing or not what it must be")
  }

  /// Lower-case digits after 0x, and no other spelling.
  static func bytes(_ json: JSON) -> [UInt8]? {
    guard let text = json.string, let bytes = try? Hex.decode(text), Hex.encode(bytes, prefix: true) == text else {
      return nil
    }
    return bytes
  }

  static func hash(_ json: JSON) throws -> Hash256? { bytes(json).flatMap { Hash256($0) } }
}

extension ObjectReader {
  /// Refuses every version but one.
  mutating func version(_ expected: Int) throws {
    guard try integer("version", Int.self) == expected else {
      throw EvidenceError(.unsupportedVersion, "this is of another version; use a newer veilcam to read it")
    }
  }
}
