/// Reads JSON text strictly (RFC 8259): valid UTF-8, one value, no member twice, nesting bounded.
struct JSONParser {
  private static let maximumDepth = 256

  private let input: [UInt8]
  private var position = 0

  private init(_ input: [UInt8]) { self.input = input }

  static func parse(_ input: [UInt8]) throws(EthereumError) -> JSON {
    var parser = JSONParser(input)
    let value = try parser.value(depth: 0)
    parser.skipSpace()
    guard parser.position == input.count else { throw parser.error("something follows the value") }
    return value
  }

  private mutating func value(depth: Int) throws(EthereumError) -> JSON {
    guard depth < Self.maximumDepth else { throw error("values are nested deeper than \(Self.maximumDepth)") }
    skipSpace()
    switch peek {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return .number(try number())
    }
  }

  private mutating func object(depth: Int) throws(EthereumError) -> JSON {
    position += 1
    var members = [String: JSON]()
    if skip(UInt8(ascii: "}")) { return .object(members) }
    repeat {
      skipSpace()
      guard peek == UInt8(ascii: "\"") else { throw error("a member's name is missing") }
      let name = try string()
      guard skip(UInt8(ascii: ":")) else { throw error("a colon is missing") }
      guard members.updateValue(try value(depth: depth + 1), forKey: name) == nil else {
        throw error("a member occurs twice")
      }
    } while skip(UInt8(ascii: ","))
    guard skip(UInt8(ascii: "}")) else { throw error("a closing brace is missing") }
    return .object(members)
  }

  private mutating func array(depth: Int) throws(EthereumError) -> JSON {
    position += 1
    var items = [JSON]()
    if skip(UInt8(ascii: "]")) { return .array(items) }
    repeat { items.append(try value(depth: depth + 1)) } while skip(UInt8(ascii: ","))
    guard skip(UInt8(ascii: "]")) else { throw error("a closing bracket is missing") }
    return .array(items)
  }

  private mutating func number() throws(EthereumError) -> String {
    let start = position
    if peek == UInt8(ascii: "-") { position += 1 }
    if peek == UInt8(ascii: "0") {
      position += 1
    } else {
      try digits()
    }
    if peek == UInt8(ascii: ".") {
      position += 1
      try digits()
    }
    if peek == UInt8(ascii: "e") || peek == UInt8(ascii: "E") {
      position += 1
      if peek == UInt8(ascii: "+") || peek == UInt8(ascii: "-") { position += 1 }
      try digits()
    }
    return String(decoding: input[start..<position], as: UTF8.self)
  }

  private mutating func digits() throws(EthereumError) {
    let start = position
    while let byte = peek, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { position += 1 }
    guard position > start else { throw error("a value is missing or not valid") }
  }

  private mutating func string() throws(EthereumError) -> String {
    position += 1
    var bytes = [UInt8]()
    while let byte = peek {
      switch byte {
      case UInt8(ascii: "\""):
        position += 1
        guard let text = String(validating: bytes, as: UTF8.self) else { throw error("a string is not valid UTF-8") }
        return text
      case UInt8(ascii: "\\"):
        position += 1
        bytes += try escape()
      case ..<0x20: throw error("a string contains a control character")
      default:
        bytes.append(byte)
        position += 1
      }
    }
    throw error("a string has no end")
  }

  private mutating func escape() throws(EthereumError) -> [UInt8] {
    guard let byte = peek else { throw error("a string has no end") }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
    case UInt8(ascii: "b"): return [8]
    case UInt8(ascii: "f"): return [12]
    case UInt8(ascii: "n"): return [10]
    case UInt8(ascii: "r"): return [13]
    case UInt8(ascii: "t"): return [9]
    case UInt8(ascii: "u"): return try unicodeEscape()
    default: throw error("an escape is not valid")
    }
  }

  private mutating func unicodeEscape() throws(EthereumError) -> [UInt8] {
    var code = try fourDigits()
    if (0xD800..<0xDC00).contains(code) {
      guard peek == UInt8(ascii: "\\"), position + 1 < input.count, input[position + 1] == UInt8(ascii: "u") else {
        throw error("half of a surrogate pair is missing")
      }
      position += 2
      let low = try fourDigits()
      guard (0xDC00..<0xE000).contains(low) else { throw error("half of a surrogate pair is missing") }
      code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
    }
    guard let scalar = Unicode.Scalar(code) else { throw error("half of a surrogate pair is missing") }
    return Array(String(scalar).utf8)
  }

  private mutating func fourDigits() throws(EthereumError) -> UInt32 {
    guard input.count - position >= 4,
      let code = UInt32(String(decoding: input[position..<position + 4], as: UTF8.self), radix: 16),
      input[position] != UInt8(ascii: "+")
    else { throw error("an escape is not valid") }
    position += 4
    return code
  }

  private mutating func word(_ word: String, _ value: JSON) throws(EthereumError) -> JSON {
    guard input[position...].starts(with: word.utf8) else { throw error("a value is not valid") }
    position += word.utf8.count
    return value
  }

  private var peek: UInt8? { position < input.count ? input[position] : nil }

  private mutating func skipSpace() {
    while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
  }

  /// Skips white space and then the byte, if it is there.
  private mutating func skip(_ byte: UInt8) -> Bool {
    skipSpace()
    guard peek == byte else { return false }
    position += 1
    return true
  }

  private func error(_ what: String) -> EthereumError {
    EthereumError(.malformedJSON, "the JSON is not valid at byte \(position): \(what)")
  }
}

extension JSON {
  /// Reads JSON text in UTF-8.
  /// - Throws: `malformedJSON`.
  package init(parsing bytes: some Sequence<UInt8>) throws(EthereumError) { self = try JSONParser.parse(Array(bytes)) }

  /// Reads JSON text.
  /// - Throws: `malformedJSON`.
  package init(parsing text: String) throws(EthereumError) { self = try JSONParser.parse(Array(text.utf8)) }
}
