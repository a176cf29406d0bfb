import Foundation

/// Writes small PNGs without compression, so that label maps of every kind can be made in tests.
struct PNGFile {
  enum Kind: UInt8 { case grey = 0, colour = 2, palette = 3 }

  let width: Int
  let height: Int
  let kind: Kind
  let bitDepth: UInt8
  /// Bytes of the rows, top to bottom, 16-bit samples big-endian.
  let rows: [UInt8]
  /// Red, green, blue of each index.
  var palette: [UInt8] = []

  static func grey8(_ width: Int, _ height: Int, _ values: [UInt8]) -> PNGFile {
    PNGFile(width: width, height: height, kind: .grey, bitDepth: 8, rows: values)
  }

  static func grey16(_ width: Int, _ height: Int, _ values: [UInt16]) -> PNGFile {
    PNGFile(
      width: width, height: height, kind: .grey, bitDepth: 16,
      rows: values.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] })
  }

  static func palette(_ width: Int, _ height: Int, _ values: [UInt8], colours: [UInt8]) -> PNGFile {
    PNGFile(width: width, height: height, kind: .palette, bitDepth: 8, rows: values, palette: colours)
  }

  /// A picture of one colour.
  static func plain(_ width: Int, _ height: Int) -> PNGFile {
    PNGFile(
      width: width, height: height, kind: .colour, bitDepth: 8, rows: [UInt8](repeating: 90, count: width * height * 3))
  }

  var data: Data {
    var header = Self.bytes(UInt32(width)) + Self.bytes(UInt32(height))
    header += [bitDepth, kind.rawValue, 0, 0, 0]
    let rowBytes = rows.count / height
    let filtered = (0..<height).flatMap { [0] + rows[$0 * rowBytes..<($0 + 1) * rowBytes] }
    var file: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    file += Self.chunk("IHDR", header)
    if !palette.isEmpty { file += Self.chunk("PLTE", palette) }
    file += Self.chunk("IDAT", Self.stored(filtered)) + Self.chunk("IEND", [])
    return Data(file)
  }

  /// zlib data of stored blocks (RFC 1950, RFC 1951 section 3.2.4).
  private static func stored(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = [0x78, 0x01]
    for start in stride(from: 0, to: bytes.count, by: 65_535) {
      let block = bytes[start..<min(start + 65_535, bytes.count)]
      let count = UInt16(block.count)
      result += [start + 65_535 >= bytes.count ? 1 : 0, UInt8(count & 255), UInt8(count >> 8)]
      result += [UInt8(~count & 255), UInt8(~count >> 8)] + block
    }
    var (low, high) = (UInt32(1), UInt32(0))
    for byte in bytes {
      low = (low + UInt32(byte)) % 65_521
      high = (high + low) % 65_521
    }
    return result + Self.bytes(high << 16 | low)
  }

  private static func chunk(_ type: String, _ body: [UInt8]) -> [UInt8] {
    let named = Array(type.utf8) + body
    return bytes(UInt32(body.count)) + named + bytes(checksum(named))
  }

  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(UInt32.max) { sum, byte in
      (0..<8).reduce(sum ^ UInt32(byte)) { sum, _ in sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
    }
  }

  private static func bytes(_ value: UInt32) -> [UInt8] { (0..<4).map { UInt8(value >> (24 - 8 * $0) & 255) } }
}
