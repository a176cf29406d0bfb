/// Reads types and parameter lists of Solidity's notation: `uint256`, `(address to, bytes32[] salts)[2]`.
struct ABITypeParser {
  /// How deep tuples and arrays may be nested.
  static let maximumDepth = 64
  /// The longest `T[count]`; longer ones fit no transaction.
  private static let maximumCount = 1 << 32
  /// Words that may stand between a type and its name and say nothing about its encoding.
  private static let locations: Set<String> = ["memory", "calldata", "storage", "payable"]

  private let input: [Character]
  private(set) var position = 0

  init(_ text: String) { input = Array(text) }

  /// Reads one type and nothing else.
  static func type(_ text: String) throws(EthereumError) -> ABIType {
    var parser = ABITypeParser(text)
    let type = try parser.type(depth: 0)
    try parser.expectEnd()
    return type
  }

  mutating func expectEnd() throws(EthereumError) {
    skipSpace()
    guard position == input.count else { throw error("something follows the end") }
  }

  /// A list in parentheses of types with optional names.
  mutating func parameters(depth: Int = 0, allowIndexed: Bool = false) throws(EthereumError) -> [ABIParameter] {
    guard skip("(") else { throw error("a parenthesis is missing") }
    var parameters = [ABIParameter]()
    if skip(")") { return parameters }
    repeat { parameters.append(try parameter(depth: depth, allowIndexed: allowIndexed)) } while skip(",")
    guard skip(")") else { throw error("a parenthesis is missing") }
    return parameters
  }

  private mutating func parameter(depth: Int, allowIndexed: Bool) throws(EthereumError) -> ABIParameter {
    let type = try type(depth: depth)
    var name = ""
    var isIndexed = false
    while let word = word() {
      if word == "indexed", allowIndexed, !isIndexed, name.isEmpty {
        isIndexed = true
      } else if !Self.locations.contains(word) {
        guard name.isEmpty, word.first?.isNumber == false else { throw error("a parameter's name is not valid") }
        name = word
      }
    }
    return ABIParameter(name, type: type, isIndexed: isIndexed)
  }

  private mutating func type(depth: Int) throws(EthereumError) -> ABIType {
    guard depth < Self.maximumDepth else { throw error("types are nested deeper than \(Self.maximumDepth)") }
    skipSpace()
    var type: ABIType
    if peek == "(" {
      type = .tuple(try parameters(depth: depth + 1))
    } else {
      guard let name = word() else { throw error("a type is missing") }
      if name == "tuple", peek == "(" {
        type = .tuple(try parameters(depth: depth + 1))
      } else {
        type = try Self.elementary(name)
      }
    }
    return try suffixed(&type, depth: depth)
  }

  private mutating func suffixed(_ type: inout ABIType, depth: Int) throws(EthereumError) -> ABIType {
    var levels = depth
    while peek == "[" {
      position += 1
      levels += 1
      guard levels < Self.maximumDepth else { throw error("types are nested deeper than \(Self.maximumDepth)") }
      if skip("]") {
        type = .array(type)
      } else {
        guard let digits = word(), let count = Self.number(digits), count <= Self.maximumCount, skip("]") else {
          throw error("the length of an array is not valid")
        }
        type = .fixedArray(type, count: count)
      }
    }
    return type
  }

  /// The type of a name without brackets.
  static func elementary(_ name: String) throws(EthereumError) -> ABIType {
    switch name {
    case "address": return .address
    case "bool": return .bool
    case "bytes": return .bytes
    case "string": return .string
    case "function": return .function
    case "uint": return .uint(bits: 256)
    case "int": return .int(bits: 256)
    case "byte": return .fixedBytes(count: 1)
    case "fixed": return .fixedPoint(signed: true, bits: 128, decimals: 18)
    case "ufixed": return .fixedPoint(signed: false, bits: 128, decimals: 18)
    default: break
    }
    if let bits = width(name, "uint") { return .uint(bits: bits) }
    if let bits = width(name, "int") { return .int(bits: bits) }
    if name.hasPrefix("bytes"), let count = number(String(name.dropFirst(5))), (1...32).contains(count) {
      return .fixedBytes(count: count)
    }
    for prefix in ["fixed", "ufixed"] where name.hasPrefix(prefix) {
      let parts = name.dropFirst(prefix.count).split(separator: "x", omittingEmptySubsequences: false)
      if parts.count == 2, let bits = width(prefix + parts[0], prefix), let decimals = number(String(parts[1])),
        decimals <= 80
      {
        return .fixedPoint(signed: prefix == "fixed", bits: bits, decimals: decimals)
      }
    }
    throw EthereumError(.malformedType, "“\(name.prefix(80))” is not an ABI type")
  }

  private static func width(_ name: String, _ prefix: String) -> Int? {
    guard name.hasPrefix(prefix), let bits = number(String(name.dropFirst(prefix.count))) else { return nil }
    return (8...256).contains(bits) && bits.isMultiple(of: 8) ? bits : nil
  }

  /// A decimal number without sign or leading zeros.
  private static func number(_ digits: String) -> Int? {
    guard digits.allSatisfy({ $0.isASCII && $0.isNumber }), digits == "0" || digits.first != "0" else { return nil }
    return Int(digits)
  }

  var peek: Character? { position < input.count ? input[position] : nil }

  mutating func skipSpace() {
    while let next = peek, next.isWhitespace { position += 1 }
  }

  /// Skips white space and then the character, if it is there.
  mutating func skip(_ character: Character) -> Bool {
    skipSpace()
    guard peek == character else { return false }
    position += 1
    return true
  }

  /// The next word of letters, digits, `_` and `$`, or nil if there is none.
  mutating func word() -> String? {
    skipSpace()
    let start = position
    while let next = peek, next.isASCII, next.isLetter || next.isNumber || next == "_" || next == "$" { position += 1 }
    return position > start ? String(input[start..<position]) : nil
  }

  func error(_ what: String) -> EthereumError {
    EthereumError(.malformedType, "the ABI notation is not valid at character \(position): \(what)")
  }
}

extension ABIType {
  /// Reads a type in Solidity's notation, aliases such as `uint` and tuples with named members included.
  /// - Throws: `malformedType`.
  package init(_ text: String) throws(EthereumError) { self = try ABITypeParser.type(text) }
}
