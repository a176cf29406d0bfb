internal import Foundation

/// The top level of an MP4 or QuickTime file (ISO/IEC 14496-12 §4.2), read without FFmpeg to find what is missing.
struct IsoBoxes {
  struct Box {
    let type: String
    /// Offset of the box's first byte in the file.
    let start: UInt64
    /// Offset of its content.
    let content: UInt64
    /// Offset behind its last byte, as the box says; may lie behind the end of the file.
    let end: UInt64
  }

  let boxes: [Box]
  let fileSize: UInt64

  private static let filmTypes: Set<String> = [
    "ftyp", "moov", "mdat", "free", "skip", "wide", "pnot", "styp", "moof", "sidx", "uuid", "udta",
  ]

  init(path: String) throws {
    let file = try ByteFile(path: path)
    fileSize = file.size
    boxes = try Self.read(file, from: 0, to: file.size)
  }

  /// The boxes in a stretch of a file; stops at the first that makes no sense.
  static func read(_ file: borrowing ByteFile, from start: UInt64, to limit: UInt64) throws -> [Box] {
    var found: [Box] = []
    var position = start
    while position + 8 <= limit, found.count < 100_000 {
      let head = try file.bytes(at: position, count: 16)
      guard head.count >= 8, let size32 = head.bigEndian32(at: 0) else { break }
      let type = String(decoding: head[4..<8], as: UTF8.self)
      var size = UInt64(size32)
      var header: UInt64 = 8
      if size32 == 1 {
        guard let large = head.bigEndian64(at: 8) else { break }
        size = large
        header = 16
      } else if size32 == 0 {
        size = limit - position
      }
      let (end, overflow) = position.addingReportingOverflow(size)
      guard size >= header, !overflow else { break }
      found.append(Box(type: type, start: position, content: position + header, end: end))
      position = end
    }
    return found
  }

  /// True if the file begins as MP4 and QuickTime files do.
  var looksLikeFilm: Bool { boxes.first.map { Self.filmTypes.contains($0.type) } ?? false }

  /// True if the index is there to its end.
  var hasCompleteIndex: Bool { boxes.contains { $0.type == "moov" && $0.end <= fileSize } }

  /// True if a box reaches beyond the end of the file, or a fragment's samples are missing.
  var isCutOff: Bool {
    guard let last = boxes.last else { return false }
    return last.end > fileSize || last.type == "moof"
  }
}
