/// A file in an archive: where its content lies.
struct ZipEntry: Sendable, Hashable {
  let name: String
  /// Of the content in the archive.
  let offset: Int
  let byteCount: Int
  let checksum: UInt32

  /// Bytes of a header before the content, without the name.
  static let localHeaderByteCount = 30
  static let centralHeaderByteCount = 46
  static let endByteCount = 22
  static let localSignature: UInt32 = 0x0403_4B50
  static let centralSignature: UInt32 = 0x0201_4B50
  static let endSignature: UInt32 = 0x0605_4B50

  /// 1980-01-01 00:00 in MS-DOS's form: an archive tells nobody when it was made.
  private static let date: [UInt8] = [0, 0, 0x21, 0]

  /// Where the entry begins.
  var headerOffset: Int { offset - name.utf8.count - Self.localHeaderByteCount }

  /// The header in front of the content (APPNOTE 4.3.7): stored, no flags, no extra field.
  var localHeader: [UInt8] {
    Self.localSignature.littleEndianBytes + common + UInt16(name.utf8.count).littleEndianBytes + [0, 0]
      + Array(name.utf8)
  }

  /// The entry of the directory (APPNOTE 4.3.12).
  var centralHeader: [UInt8] {
    Self.centralSignature.littleEndianBytes + [20, 0] + common + UInt16(name.utf8.count).littleEndianBytes
      + [UInt8](repeating: 0, count: 12) + UInt32(headerOffset).littleEndianBytes + Array(name.utf8)
  }

  /// Version needed, flags, method, time, date, checksum and both sizes.
  private var common: [UInt8] {
    [20, 0, 0, 0, 0, 0] + Self.date + checksum.littleEndianBytes + UInt32(byteCount).littleEndianBytes
      + UInt32(byteCount).littleEndianBytes
  }

  /// The record at the archive's end (APPNOTE 4.3.16).
  static func end(count: Int, directoryByteCount: Int, directoryOffset: Int) -> [UInt8] {
    endSignature.littleEndianBytes + [0, 0, 0, 0] + UInt16(count).littleEndianBytes + UInt16(count).littleEndianBytes
      + UInt32(directoryByteCount).littleEndianBytes + UInt32(directoryOffset).littleEndianBytes + [0, 0]
  }

  /// A path of one to four plain names: it can leave no folder and means the same on every system.
  static func isPlain(_ name: String) -> Bool {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    return (1...4).contains(parts.count) && parts.allSatisfy { SealedFilm.isPlain(String($0)) }
  }
}

extension FixedWidthInteger {
  /// The bytes, the least significant first.
  var littleEndianBytes: [UInt8] { Swift.withUnsafeBytes(of: littleEndian) { Array($0) } }
}
