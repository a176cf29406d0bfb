/// Builds an EXIF block as cameras write it.
package struct ExifBlock {
  private var bytes: [UInt8] = []

  /// A little-endian TIFF structure with an orientation and a position in degrees, minutes and seconds.
  package static func tiff(orientation: UInt16, latitude: (UInt32, UInt32, UInt32), south: Bool = false) -> [UInt8] {
    var block = ExifBlock()
    block.bytes = Array("II".utf8) + [0x2A, 0, 8, 0, 0, 0]
    block.directory([
      (0x0112, 3, 1, UInt32(orientation)), (0x010F, 2, 4, 0x004D_4143), (0x8825, 4, 1, 50),
    ])
    precondition(block.bytes.count == 50)
    let rationals: UInt32 = 50 + 2 + 4 * 12 + 4
    block.directory([
      (1, 2, 2, south ? 0x53 : 0x4E), (2, 5, 3, rationals), (3, 2, 2, 0x45), (4, 5, 3, rationals + 24),
    ])
    for value in [latitude.0, latitude.1, latitude.2, 11, 34, 31] { block.put(value, 1) }
    return block.bytes
  }

  /// A JPEG with an EXIF segment put behind its first two bytes.
  package static func insert(_ tiff: [UInt8], intoJPEG jpeg: [UInt8]) -> [UInt8] {
    let content = Array("Exif\0\0".utf8) + tiff
    let length = content.count + 2
    return jpeg.prefix(2) + [0xFF, 0xE1, UInt8(length >> 8), UInt8(length & 255)] + content + jpeg.dropFirst(2)
  }

  private mutating func directory(_ entries: [(tag: UInt16, type: UInt16, count: UInt32, value: UInt32)]) {
    put16(UInt16(entries.count))
    for entry in entries {
      put16(entry.tag)
      put16(entry.type)
      put32(entry.count)
      put32(entry.value)
    }
    put32(0)
  }

  private mutating func put(_ numerator: UInt32, _ denominator: UInt32) {
    put32(numerator)
    put32(denominator)
  }

  private mutating func put16(_ value: UInt16) { bytes += [UInt8(value & 255), UInt8(value >> 8)] }

  private mutating func put32(_ value: UInt32) {
    put16(UInt16(value & 0xFFFF))
    put16(UInt16(value >> 16))
  }
}
