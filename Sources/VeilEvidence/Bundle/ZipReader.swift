/// Reads the archives that ``ZipWriter`` writes, and refuses everything else that the format of zip allows: two readings
/// of one archive must never differ. Content is reached by offset and never unpacked in memory.
final class ZipReader {
  let path: String
  let entries: [ZipEntry]
  private let file: InputFile

  /// The most bytes of a directory that are read.
  private static let directoryLimit = 1 << 22

  /// - Throws: `notReadable`, `malformed`.
  init(_ path: String) throws {
    self.path = path
    file = try InputFile(path)
    entries = try Self.entries(of: file)
    var next = 0
    for entry in entries {
      guard entry.headerOffset == next,
        try file.bytes(at: next, count: entry.offset - next) == entry.localHeader
      else { throw Self.malformed(path, "the header of “\(entry.name)” does not fit the directory") }
      next = entry.offset + entry.byteCount
    }
  }

  func entry(_ name: String) -> ZipEntry? { entries.first { $0.name == name } }

  /// The content of a small file.
  /// - Throws: `tooLarge`, `malformed` where the checksum is wrong.
  func content(_ entry: ZipEntry, limit: Int) throws -> [UInt8] {
    guard entry.byteCount <= limit else {
      throw EvidenceError(.tooLarge, "“\(entry.name)” of \(path) is longer than \(limit) bytes")
    }
    let bytes = try file.bytes(at: entry.offset, count: entry.byteCount)
    var checksum = CRC32()
    bytes.withUnsafeBytes { checksum.update($0) }
    guard checksum.value == entry.checksum else { throw Self.malformed(path, "“\(entry.name)” is damaged") }
    return bytes
  }

  /// Reads the content in parts.
  /// - Throws: `malformed` at the end where the checksum is wrong.
  func read(_ entry: ZipEntry, _ body: (UnsafeRawBufferPointer) throws -> Void) throws {
    var checksum = CRC32()
    try file.forEachPart(from: entry.offset, count: entry.byteCount) { part in
      checksum.update(part)
      try body(part)
    }
    guard checksum.value == entry.checksum else { throw Self.malformed(path, "“\(entry.name)” is damaged") }
  }

  /// The directory, checked against the end record and against what each entry would be written as.
  private static func entries(of file: InputFile) throws -> [ZipEntry] {
    let endOffset = file.byteCount - ZipEntry.endByteCount
    guard endOffset >= 0 else { throw malformed(file.path, "it is too short") }
    let end = try file.bytes(at: endOffset, count: ZipEntry.endByteCount)
    let (count, size, start) = (end.little(10, 2), end.little(12, 4), end.little(16, 4))
    guard end == ZipEntry.end(count: count, directoryByteCount: size, directoryOffset: start), size <= directoryLimit,
      start + size == endOffset
    else { throw malformed(file.path, "it does not end as a bundle does, or is cut off") }
    let directory = try file.bytes(at: start, count: size)
    var entries: [ZipEntry] = []
    var (place, content) = (0, 0)
    while place < directory.count {
      let (entry, length) = try self.entry(directory, at: place, contentAt: content, path: file.path)
      entries.append(entry)
      place += length
      content = entry.offset + entry.byteCount
      guard content <= start else { throw malformed(file.path, "“\(entry.name)” reaches into the directory") }
    }
    guard entries.count == count, content == start, Set(entries.map(\.name)).count == count else {
      throw malformed(file.path, "its directory does not name every file once")
    }
    return entries
  }

  private static func entry(
    _ directory: [UInt8], at place: Int, contentAt start: Int, path: String
  ) throws -> (entry: ZipEntry, length: Int) {
    guard directory.count - place >= ZipEntry.centralHeaderByteCount else {
      throw malformed(path, "its directory is cut off")
    }
    let length = ZipEntry.centralHeaderByteCount + directory.little(place + 28, 2)
    guard length <= directory.count - place else { throw malformed(path, "its directory is cut off") }
    let header = Array(directory[place..<place + length])
    let name = String(decoding: header[ZipEntry.centralHeaderByteCount...], as: UTF8.self)
    let entry = ZipEntry(
      name: name, offset: start + ZipEntry.localHeaderByteCount + name.utf8.count, byteCount: header.little(24, 4),
      checksum: UInt32(truncatingIfNeeded: header.little(16, 4)))
    guard ZipEntry.isPlain(name), entry.centralHeader == header else {
      throw malformed(path, "an entry of its directory is not as bundles have it")
    }
    return (entry, length)
  }

  private static func malformed(_ path: String, _ what: String) -> EvidenceError {
    EvidenceError.malformed("\(path) is no bundle of Veilcam: \(what)")
  }
}

extension Array<UInt8> {
  /// The little-endian number at an offset that lies inside.
  fileprivate func little(_ offset: Int, _ count: Int) -> Int {
    (0..<count).reduce(0) { $0 | Int(self[offset + $1]) << (8 * $1) }
  }
}
