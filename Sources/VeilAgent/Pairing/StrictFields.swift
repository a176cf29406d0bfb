internal import Cryptography
internal import Ethereum

/// The members of an object of ours: exactly the expected ones, each in its one spelling.
struct StrictFields {
  private let members: [String: JSON]
  private let name: String

  /// - Throws: `malformed` unless the value is an object with these members and no other.
  init(_ json: JSON, of name: String, _ expected: Set<String>) throws {
    guard let members = json.object, Set(members.keys) == expected else {
      throw AgentError(.malformed, "\(name) lacks a member, or has one that this version does not know")
    }
    self.members = members
    self.name = name
  }

  func integer<Integer: FixedWidthInteger>(_ key: String, _: Integer.Type = Integer.self) throws -> Integer {
    guard case .number(let text) = members[key], let value = Integer(text), String(value) == text else {
      throw wrong(key)
    }
    return value
  }

  func text(_ key: String, limit: Int = 1_000) throws -> String {
    guard let text = members[key]?.string, text.utf8.count <= limit else { throw wrong(key) }
    return text
  }

  func array(_ key: String, limit: Int) throws -> [JSON] {
    guard let items = members[key]?.array, items.count <= limit else { throw wrong(key) }
    return items
  }

  func bytes(_ key: String, count: Int) throws -> [UInt8] {
    guard let text = members[key]?.string, let bytes = try? Hex.decode(text), bytes.count == count,
      Hex.encode(bytes, prefix: true) == text
    else { throw wrong(key) }
    return bytes
  }

  func hash(_ key: String) throws -> Hash256 {
    guard let hash = Hash256(try bytes(key, count: Hash256.byteCount)) else { throw wrong(key) }
    return hash
  }

  func address(_ key: String) throws -> Address {
    guard let address = Address(try bytes(key, count: Address.byteCount)) else { throw wrong(key) }
    return address
  }

  func publicKey(_ key: String) throws -> PublicKey {
    guard let value = try? PublicKey(compressed: try bytes(key, count: 33)) else { throw wrong(key) }
    return value
  }

  func json(_ key: String) -> JSON { members[key] ?? .null }

  func wrong(_ key: String) -> AgentError {
    AgentError(.malformed, "“\(key)” of \(name) is not what it must be")
  }
}
