/// HChaCha20 (draft-irtf-cfrg-xchacha-03, section 2.2): the 20 rounds of ChaCha20 over key and 16-byte nonce; the first
/// and the last row of the state are the sub-key.
enum HChaCha20 {
  /// `key` has 32 bytes, `nonce` 16; throws `invalidLength` otherwise.
  static func subKey(of key: SecretBytes, nonce: some Collection<UInt8>) throws -> SecretBytes {
    guard key.count == 32, nonce.count == 16 else {
      throw CryptographyError(.invalidLength, "HChaCha20 takes a key of 32 bytes and a nonce of 16")
    }
    // "expand 32-byte k"
    var rows: Rows = (
      SIMD4(0x6170_7865, 0x3320_646e, 0x7962_2d32, 0x6b20_6574), key.withUnsafeBytes { row($0, 0) },
      key.withUnsafeBytes { row($0, 16) }, Array(nonce).withUnsafeBytes { row($0, 0) }
    )
    for _ in 0..<10 { doubleRound(&rows) }
    return try SecretBytes(count: 32) { memory in
      for index in 0..<4 {
        memory.storeBytes(of: rows.0[index].littleEndian, toByteOffset: 4 * index, as: UInt32.self)
        memory.storeBytes(of: rows.3[index].littleEndian, toByteOffset: 16 + 4 * index, as: UInt32.self)
      }
    }
  }

  private typealias Rows = (SIMD4<UInt32>, SIMD4<UInt32>, SIMD4<UInt32>, SIMD4<UInt32>)

  private static func row(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> SIMD4<UInt32> {
    var row = SIMD4<UInt32>()
    for index in 0..<4 {
      row[index] = UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: offset + 4 * index, as: UInt32.self))
    }
    return row
  }

  /// A column round, and a diagonal round as a column round over rotated rows.
  private static func doubleRound(_ rows: inout Rows) {
    quarterRounds(&rows)
    rows.1 = rotated(rows.1, 1)
    rows.2 = rotated(rows.2, 2)
    rows.3 = rotated(rows.3, 3)
    quarterRounds(&rows)
    rows.1 = rotated(rows.1, 3)
    rows.2 = rotated(rows.2, 2)
    rows.3 = rotated(rows.3, 1)
  }

  private static func quarterRounds(_ rows: inout Rows) {
    rows.0 &+= rows.1
    rows.3 = left(rows.3 ^ rows.0, 16)
    rows.2 &+= rows.3
    rows.1 = left(rows.1 ^ rows.2, 12)
    rows.0 &+= rows.1
    rows.3 = left(rows.3 ^ rows.0, 8)
    rows.2 &+= rows.3
    rows.1 = left(rows.1 ^ rows.2, 7)
  }

  private static func left(_ row: SIMD4<UInt32>, _ count: UInt32) -> SIMD4<UInt32> {
    row &<< SIMD4(repeating: count) | row &>> SIMD4(repeating: 32 - count)
  }

  private static func rotated(_ row: SIMD4<UInt32>, _ count: Int) -> SIMD4<UInt32> {
    SIMD4(row[count & 3], row[(count + 1) & 3], row[(count + 2) & 3], row[(count + 3) & 3])
  }
}
