internal import Cryptography

/// Hashes structures as EIP-712 says.
struct TypedDataEncoder: Sendable {
  /// What a member holds, innermost first.
  private indirect enum Kind: Sendable {
    case structure(String)
    case elementary(ABIType)
    case array(Kind, count: Int?)
  }

  /// A type, read once: its hash, and its members with what they hold.
  private struct Structure: Sendable {
    let hash: Hash256
    let members: [(name: String, kind: Kind)]
  }

  private let types: [String: [TypedData.Member]]
  private var structures: [String: Structure] = [:]

  /// - Throws: `malformedTypedData` unless all types are named well, known, and without a member twice.
  init(_ types: [String: [TypedData.Member]]) throws(EthereumError) {
    self.types = types
    for (name, members) in types {
      guard Self.isIdentifier(name), (try? ABITypeParser.elementary(name)) == nil else {
        throw error("“\(name.prefix(40))” cannot name a type")
      }
      guard Set(members.map(\.name)).count == members.count else { throw error("a type has a member twice") }
      for member in members {
        guard Self.isIdentifier(member.name) else { throw error("“\(member.name.prefix(40))” cannot name a member") }
      }
    }
    for (name, members) in types {
      var kinds = [(name: String, kind: Kind)]()
      for member in members { kinds.append((member.name, try kind(member.type))) }
      structures[name] = Structure(hash: Keccak256.hash(try encodeType(name).utf8), members: kinds)
    }
  }

  /// `hashStruct`.
  func hash(_ value: JSON, as type: String) throws(EthereumError) -> Hash256 {
    Keccak256.hash(try encode(value, as: type))
  }

  /// The type hash and `encodeData`: a word for every member.
  func encode(_ value: JSON, as type: String) throws(EthereumError) -> [UInt8] {
    guard let structure = structures[type] else { throw error("the type “\(type.prefix(40))” is not defined") }
    guard let values = value.object else { throw error("a value of the type \(type.prefix(40)) is not an object") }
    guard values.count <= structure.members.count else {
      throw error("a value of the type \(type) has members that the type lacks")
    }
    var output = structure.hash.bytes
    for member in structure.members {
      guard let item = values[member.name] else {
        throw error("a value of the type \(type) has no member “\(member.name)”")
      }
      output += try word(item, member.kind)
    }
    return output
  }

  /// `Mail(Person from,Person to,string contents)Person(string name,address wallet)`.
  func encodeType(_ name: String) throws(EthereumError) -> String {
    var found: Set<String> = [name]
    var open = [name]
    while let next = open.popLast() {
      for member in types[next] ?? [] {
        if let structure = Self.structure(try kind(member.type)), found.insert(structure).inserted {
          open.append(structure)
        }
      }
    }
    found.remove(name)
    return ([name] + found.sorted()).map { type in
      type + "(" + (types[type] ?? []).map { "\($0.type) \($0.name)" }.joined(separator: ",") + ")"
    }.joined()
  }

  private func word(_ value: JSON, _ kind: Kind) throws(EthereumError) -> [UInt8] {
    switch kind {
    case .structure(let name):
      // A type that contains itself ends with null, as wallets do it.
      return value.isNull ? [UInt8](repeating: 0, count: 32) : try hash(value, as: name).bytes
    case .array(let element, let count):
      guard let items = value.array, count == nil || items.count == count else {
        throw error("an array of the message is not one, or has another length than its type")
      }
      var output = [UInt8]()
      for item in items { output += try word(item, element) }
      return Keccak256.hash(output).bytes
    case .elementary(let type):
      switch try ABIValue(value, as: type) {
      case .string(let text): return Keccak256.hash(text.utf8).bytes
      case .bytes(let bytes) where type == .bytes: return Keccak256.hash(bytes).bytes
      case let item: return try ABIEncoder.word(item, as: type)
      }
    }
  }

  private func kind(_ text: String) throws(EthereumError) -> Kind {
    let base = text.prefix { $0 != "[" }
    var kind: Kind
    if types[String(base)] != nil {
      kind = .structure(String(base))
    } else {
      guard let type = try? ABITypeParser.elementary(String(base)) else {
        throw error("the type “\(text.prefix(40))” is not defined")
      }
      switch type {
      case .function, .fixedPoint: throw error("EIP-712 does not know the type “\(base)”")
      default: kind = .elementary(type)
      }
    }
    var rest = text.dropFirst(base.count)
    var depth = 0
    while !rest.isEmpty {
      depth += 1
      guard depth <= ABITypeParser.maximumDepth else { throw error("a type is nested too deep") }
      guard rest.first == "[", let end = rest.firstIndex(of: "]") else {
        throw error("“\(text.prefix(40))” is not a type")
      }
      let digits = rest[rest.index(after: rest.startIndex)..<end]
      let count = Int(digits)
      guard digits.isEmpty || (count ?? -1) >= 0 && digits.allSatisfy(\.isNumber) else {
        throw error("“\(text.prefix(40))” is not a type")
      }
      kind = .array(kind, count: count)
      rest = rest[rest.index(after: end)...]
    }
    return kind
  }

  private static func structure(_ kind: Kind) -> String? {
    switch kind {
    case .structure(let name): name
    case .array(let element, _): structure(element)
    case .elementary: nil
    }
  }

  private static func isIdentifier(_ text: String) -> Bool {
    guard let first = text.first, !first.isNumber else { return false }
    return text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == "$") }
  }

  private func error(_ what: String) -> EthereumError { EthereumError(.malformedTypedData, what) }
}
