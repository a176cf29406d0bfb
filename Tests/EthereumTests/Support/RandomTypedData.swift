import VectorTesting
import Cryptography
import Ethereum

extension SeededGenerator {
  /// Typed data with nested structures and arrays, as the JSON that wallets exchange.
  mutating func typedData() -> JSON {
    let elementary = ["uint256", "int64", "uint8", "address", "bool", "bytes32", "bytes3", "bytes", "string"]
    var types: [String: JSON] = [:]
    var definitions: [String: [(String, String)]] = [:]
    for level in 0..<3 {
      let name = "Type\(level)"
      definitions[name] = (0...below(4)).map { index in
        var type = elementary[below(elementary.count)]
        if level > 0, below(3) == 0 { type = "Type\(below(level))" }
        for _ in 0..<(below(4) == 0 ? 1 + below(2) : 0) { type += bool() ? "[]" : "[\(1 + below(2))]" }
        return ("member\(index)", type)
      }
      // Every type is used by the next, so that there is one that none uses: eth-account takes it for the primary one.
      if level > 0 { definitions[name]?.append(("base", "Type\(level - 1)")) }
    }
    for (name, members) in definitions {
      types[name] = .array(members.map { ["name": .string($0.0), "type": .string($0.1)] })
    }
    var domain: [String: JSON] = ["name": .string(text())]
    var domainType: [JSON] = [["name": "name", "type": "string"]]
    if bool() {
      domain["chainId"] = .integer(below(1 << 40))
      domainType.append(["name": "chainId", "type": "uint256"])
    }
    if bool() {
      domain["verifyingContract"] = .string(address().description)
      domainType.append(["name": "verifyingContract", "type": "address"])
    }
    types["EIP712Domain"] = .array(domainType)
    return [
      "types": .object(types), "primaryType": "Type2", "domain": .object(domain),
      "message": structure("Type2", definitions),
    ]
  }

  private mutating func structure(_ name: String, _ definitions: [String: [(String, String)]]) -> JSON {
    var members: [String: JSON] = [:]
    for (member, type) in definitions[name] ?? [] { members[member] = json(type, definitions) }
    return .object(members)
  }

  private mutating func json(_ type: String, _ definitions: [String: [(String, String)]]) -> JSON {
    if type.hasSuffix("]"), let open = type.lastIndex(of: "[") {
      let digits = type[type.index(after: open)...].dropLast()
      let count = Int(digits) ?? below(4)
      return .array((0..<count).map { _ in json(String(type[..<open]), definitions) })
    }
    if definitions[type] != nil { return structure(type, definitions) }
    switch type {
    case "uint256": return .number(uint256().description)
    case "int64": return .integer(Int64(bitPattern: next()))
    case "uint8": return .integer(below(256))
    case "address": return .string(address().description)
    case "bool": return .bool(bool())
    case "bytes32": return .string(Hex.encode(bytes(32), prefix: true))
    case "bytes3": return .string(Hex.encode(bytes(3), prefix: true))
    case "bytes": return .string(Hex.encode(bytes(0...40), prefix: true))
    default: return .string(text())
    }
  }
}
