/// 32 bytes: a hash, a digest, a commitment. Ordered as bytes are (and so as a big-endian number is).
package struct Hash256: Sendable, Hashable {
  package static let byteCount = 32

  /// Four words in the order of memory, so that the value's own memory is the 32 bytes.
  private var a: UInt64 = 0
  private var b: UInt64 = 0
  private var c: UInt64 = 0
  private var d: UInt64 = 0

  /// All zero.
  package init() {}

  /// Takes exactly 32 bytes; anything else is nil.
  package init?(_ bytes: some Sequence<UInt8>) {
    let copied: Bool? = bytes.withContiguousStorageIfAvailable { copy(from: UnsafeRawBufferPointer($0)) }
    guard copied ?? Array(bytes).withUnsafeBytes({ copy(from: $0) }) else { return nil }
  }

  /// Takes exactly 32 bytes of memory; anything else is nil.
  package init?(copying bytes: UnsafeRawBufferPointer) {
    guard copy(from: bytes) else { return nil }
  }

  /// Reads 64 hexadecimal digits of either case, with or without `0x`; anything else is nil.
  package init?(hex: some StringProtocol) {
    guard let bytes = try? Hex.decode(hex) else { return nil }
    self.init(bytes)
  }

  /// The number whose words these are, the most significant one first.
  init(bigEndianWords words: SIMD4<UInt64>) {
    (a, b, c, d) = (words[0].bigEndian, words[1].bigEndian, words[2].bigEndian, words[3].bigEndian)
  }

  /// The bytes as a number, the most significant word first.
  var bigEndianWords: SIMD4<UInt64> { SIMD4(a.bigEndian, b.bigEndian, c.bigEndian, d.bigEndian) }

  /// Lets `fill` write the 32 bytes.
  init(filling fill: (UnsafeMutablePointer<UInt8>) throws -> Void) rethrows {
    try withUnsafeMutablePointer(to: &self) { memory in
      try fill(UnsafeMutableRawPointer(memory).assumingMemoryBound(to: UInt8.self))
    }
  }

  /// The 32 bytes.
  package var bytes: [UInt8] { withUnsafeBytes { Array($0) } }

  /// Reads the 32 bytes without a copy.
  package func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
    try Swift.withUnsafeBytes(of: self, body)
  }

  /// Lends the 32 bytes as C wants them.
  func withBytes<Result>(_ body: (UnsafePointer<UInt8>) throws -> Result) rethrows -> Result {
    try withUnsafePointer(to: self) { try body(UnsafeRawPointer($0).assumingMemoryBound(to: UInt8.self)) }
  }

  /// 64 lower-case digits without `0x`.
  package var hex: String { withUnsafeBytes { Hex.encode($0) } }

  /// Whether every byte is zero.
  package var isZero: Bool { a | b | c | d == 0 }

  /// Compares without telling by its duration where the first difference is: for codes that an attacker can try.
  package func equalsInConstantTime(_ other: Hash256) -> Bool {
    (a ^ other.a) | (b ^ other.b) | (c ^ other.c) | (d ^ other.d) == 0
  }

  private mutating func copy(from bytes: UnsafeRawBufferPointer) -> Bool {
    guard bytes.count == Hash256.byteCount else { return false }
    Swift.withUnsafeMutableBytes(of: &self) { $0.copyMemory(from: bytes) }
    return true
  }
}

extension Hash256: Comparable {
  package static func < (left: Hash256, right: Hash256) -> Bool {
    if left.a != right.a { return left.a.bigEndian < right.a.bigEndian }
    if left.b != right.b { return left.b.bigEndian < right.b.bigEndian }
    if left.c != right.c { return left.c.bigEndian < right.c.bigEndian }
    return left.d.bigEndian < right.d.bigEndian
  }
}

extension Hash256: CustomStringConvertible {
  /// `0x` and 64 lower-case digits.
  package var description: String { "0x" + hex }
}

extension Hash256: Codable {
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let value = Hash256(hex: try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not 32 bytes in hexadecimal")
    }
    self = value
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
