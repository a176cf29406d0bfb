/// The structure of a picture file, walked without decoding: whether its end is there, and its EXIF block.
struct StillStructure {
  /// False if the file stops in the middle.
  var isComplete = true
  var exif = ExifFacts()
  /// Kinds of metadata that were found, for people.
  var metadata: [String] = []

  init(_ bytes: [UInt8]) {
    if bytes.starts(with: [0xFF, 0xD8]) {
      walkJPEG(bytes)
    } else if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) {
      walkPNG(bytes)
    } else if bytes.starts(with: "RIFF".utf8), bytes.dropFirst(8).starts(with: "WEBP".utf8) {
      walkWebP(bytes)
    } else if bytes.starts(with: "BM".utf8) {
      isComplete = bytes.littleEndian32(at: 2).map { Int($0) <= bytes.count } ?? false
    } else if bytes.starts(with: [0x49, 0x49, 0x2A, 0]) || bytes.starts(with: [0x4D, 0x4D, 0, 0x2A]) {
      note("TIFF tags", exif: bytes)
    }
  }

  private mutating func note(_ kind: String, exif tiff: [UInt8]? = nil) {
    if !metadata.contains(kind) { metadata.append(kind) }
    guard let tiff else { return }
    exif = ExifFacts(tiff: tiff)
    if exif.hasLocation { note("GPS position") }
  }

  /// ISO/IEC 10918-1 annex B: segments up to a scan, entropy-coded data up to the next marker.
  private mutating func walkJPEG(_ bytes: [UInt8]) {
    var position = 2
    while position + 2 <= bytes.count {
      guard bytes[position] == 0xFF else {
        position += 1
        continue
      }
      let marker = bytes[position + 1]
      switch marker {
      case 0xD9: return
      case 0x00, 0x01, 0xFF, 0xD0...0xD8: position += marker == 0xFF ? 1 : 2
      default:
        guard position + 4 <= bytes.count else { return isComplete = false }
        let length = Int(bytes[position + 2]) << 8 | Int(bytes[position + 3])
        noteSegment(marker, bytes[min(bytes.count, position + 4)..<min(bytes.count, position + 2 + max(2, length))])
        position += 2 + max(2, length)
      }
    }
    isComplete = false
  }

  private mutating func noteSegment(_ marker: UInt8, _ content: ArraySlice<UInt8>) {
    switch marker {
    case 0xE1 where content.starts(with: "Exif\0\0".utf8): note("EXIF", exif: Array(content.dropFirst(6)))
    case 0xE1: note("XMP")
    case 0xE2 where content.starts(with: "ICC_PROFILE".utf8): note("colour profile")
    case 0xE2 where content.starts(with: "MPF".utf8): note("further pictures")
    case 0xED: note("IPTC")
    case 0xFE: note("comment")
    case 0xE3...0xEC, 0xEF: note("data of the maker")
    default: break
    }
  }

  /// PNG (ISO/IEC 15948) §5.3: length, type, content, checksum.
  private mutating func walkPNG(_ bytes: [UInt8]) {
    var position = 8
    while let length = bytes.bigEndian32(at: position).map(Int.init), position + 12 + length <= bytes.count {
      let type = String(decoding: bytes[position + 4..<position + 8], as: UTF8.self)
      let content = bytes[position + 8..<position + 8 + length]
      switch type {
      case "IEND": return
      case "eXIf": note("EXIF", exif: Array(content))
      case "tEXt", "zTXt", "iTXt": note("text")
      case "iCCP": note("colour profile")
      case "tIME": note("time")
      default: break
      }
      position += 12 + length
    }
    isComplete = false
  }

  /// RFC 9649 §2.3: type, length, content, padded to an even length.
  private mutating func walkWebP(_ bytes: [UInt8]) {
    isComplete = bytes.littleEndian32(at: 4).map { Int($0) + 8 <= bytes.count } ?? false
    var position = 12
    while let length = bytes.littleEndian32(at: position + 4).map(Int.init), position + 8 + length <= bytes.count {
      let content = bytes[position + 8..<position + 8 + length]
      switch String(decoding: bytes[position..<position + 4], as: UTF8.self) {
      case "EXIF": note("EXIF", exif: Array(content.starts(with: "Exif\0\0".utf8) ? content.dropFirst(6) : content))
      case "XMP ": note("XMP")
      case "ICCP": note("colour profile")
      default: break
      }
      position += 8 + length + length % 2
    }
  }
}
