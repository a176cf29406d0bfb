internal import CFFmpeg

/// Finds out, without reading the whole film, whether its end is missing.
enum Truncation {
  /// One sentence on what is missing, or nil if nothing is seen to be.
  static func find(in demuxer: Demuxer) -> String? {
    let input = demuxer.input
    guard input.isFile, let file = try? ByteFile(path: input.name), file.size > 0 else { return nil }
    let format = String(cString: demuxer.context.pointee.iformat.pointee.name)
    if format.contains("mp4") {
      return mp4(demuxer, fileSize: file.size)
    }
    let cut =
      switch format {
      case "avi": try? isRiffCutOff(file)
      case "matroska,webm": try? isMatroskaCutOff(file)
      case "mpegts": try? isTransportStreamCutOff(file)
      default: false
      }
    return cut == true ? "\(input.name) is cut off: its end is missing" : nil
  }

  /// The sample tables say where every sample lies, so a file that ends before one of them is cut off.
  private static func mp4(_ demuxer: Demuxer, fileSize: UInt64) -> String? {
    for stream in demuxer.streams {
      let count = avformat_index_get_entries_count(stream)
      var missing: Int32 = 0
      for index in 0..<count {
        guard let entry = avformat_index_get_entry(stream, index)?.pointee, entry.pos >= 0 else { continue }
        let (end, overflow) = UInt64(entry.pos).addingReportingOverflow(UInt64(max(0, entry.size)))
        if overflow || end > fileSize { missing += 1 }
      }
      if missing > 0 {
        let kind = stream.pointee.codecpar.pointee.codec_type == AVMEDIA_TYPE_VIDEO ? "frames" : "packets"
        return "\(demuxer.input.name) is cut off: \(missing) of \(count) \(kind) are missing"
      }
    }
    guard let boxes = try? IsoBoxes(path: demuxer.input.name), boxes.isCutOff else { return nil }
    return "\(demuxer.input.name) is cut off: its last box ends behind the end of the file"
  }

  /// RIFF chunks follow each other; a size of 0 was never filled in by the recorder.
  private static func isRiffCutOff(_ file: borrowing ByteFile) throws -> Bool {
    var position: UInt64 = 0
    while position + 8 <= file.size {
      let head = try file.bytes(at: position, count: 8)
      guard head.prefix(4).elementsEqual("RIFF".utf8), let size = head.littleEndian32(at: 4) else { return false }
      if size == 0 || position + 8 + UInt64(size) > file.size { return true }
      position += 8 + UInt64(size) + UInt64(size & 1)
    }
    return false
  }

  /// The size of the Segment (RFC 8794 §6, RFC 9559 §5.1), if the recorder knew it.
  private static func isMatroskaCutOff(_ file: borrowing ByteFile) throws -> Bool {
    var position: UInt64 = 0
    for _ in 0..<2 {
      let head = try file.bytes(at: position, count: 12)
      guard let first = head.first, first != 0 else { return false }
      let identifierLength = first.leadingZeroBitCount + 1
      guard identifierLength <= 4, head.count > identifierLength else { return false }
      let isSegment = head.prefix(4).elementsEqual([0x18, 0x53, 0x80, 0x67])
      let sizeByte = head[identifierLength]
      let sizeLength = sizeByte.leadingZeroBitCount + 1
      guard sizeLength <= 8, head.count >= identifierLength + sizeLength else { return false }
      var size = UInt64(sizeByte) & (0xFF >> UInt64(sizeLength))
      for byte in head[(identifierLength + 1)..<(identifierLength + sizeLength)] { size = size << 8 | UInt64(byte) }
      let isUnknown = size == (UInt64(1) << UInt64(7 * sizeLength)) - 1
      let content = position + UInt64(identifierLength + sizeLength)
      if isSegment { return !isUnknown && content + size > file.size }
      position = content + size
    }
    return false
  }

  /// Transport streams come in packets of 188 bytes (ISO/IEC 13818-1 §2.4.3.2).
  private static func isTransportStreamCutOff(_ file: borrowing ByteFile) throws -> Bool {
    let head = try file.bytes(at: 0, count: 188 * 4 + 1)
    guard head.count == 188 * 4 + 1, stride(from: 0, through: 188 * 4, by: 188).allSatisfy({ head[$0] == 0x47 }) else {
      return false
    }
    return file.size % 188 != 0
  }
}
