internal import Cryptography

/// Cuts bytes of a fixed layout, big-endian, without ever reading past their end.
struct ByteReader {
  private var rest: ArraySlice<UInt8>
  private let name: String

  /// - Parameter name: what the bytes are, for the error.
  init(_ bytes: some Sequence<UInt8>, of name: String) {
    rest = Array(bytes)[...]
    self.name = name
  }

  var remainingCount: Int { rest.count }

  mutating func bytes(_ count: Int) throws -> [UInt8] {
    guard count >= 0, rest.count >= count else { throw EvidenceError.malformed("\(name) is cut off; fetch it again") }
    defer { rest = rest.dropFirst(count) }
    return Array(rest.prefix(count))
  }

  mutating func integer<Integer: FixedWidthInteger & UnsignedInteger>(_: Integer.Type = Integer.self) throws -> Integer
  {
    try bytes(MemoryLayout<Integer>.size).reduce(0) { $0 << 8 | Integer($1) }
  }

  mutating func hash() throws -> Hash256 {
    guard let hash = Hash256(try bytes(Hash256.byteCount)) else { throw EvidenceError.malformed("\(name) is cut off") }
    return hash
  }

  mutating func signature() throws -> RecoverableSignature {
    try canonicalSignature(try bytes(RecoverableSignature.byteCount), of: name)
  }

  func end() throws {
    guard rest.isEmpty else { throw EvidenceError.malformed("\(name) has \(rest.count) bytes too many") }
  }
}

/// Reads r ‖ s ‖ v with v of 27 or 28 only, so that a signature has one spelling.
func canonicalSignature(_ bytes: [UInt8], of name: String) throws -> RecoverableSignature {
  guard let signature = try? RecoverableSignature(bytes: bytes), signature.bytes == bytes else {
    throw EvidenceError.malformed("\(name) holds 65 bytes that are no canonical signature")
  }
  return signature
}

extension FixedWidthInteger {
  /// The bytes, the most significant first.
  var bigEndianBytes: [UInt8] { Swift.withUnsafeBytes(of: bigEndian) { Array($0) } }
}
