internal import VeilMedia

/// Writes an archive whose files are stored as they are, so that every program can unpack it and every byte of it has one
/// meaning: no compression, no flags, no extra fields, no comment, one fixed date. At most 4 GiB and 65 535 files.
final class ZipWriter {
  private let output: OutputFile
  private var entries: [ZipEntry] = []

  init(_ path: String, reading inputs: [String], overwrites: Bool) throws {
    output = try OutputFile(path, reading: inputs, overwrites: overwrites)
  }

  /// Adds a file from memory.
  func add(_ name: String, _ bytes: [UInt8]) throws {
    try add(name, byteCount: bytes.count) { body in try bytes.withUnsafeBytes(body) }
  }

  /// Adds a file from the disk.
  func add(_ name: String, file path: String, progress: ((Int) -> Void)? = nil) throws {
    let file = try InputFile(path)
    try add(name, byteCount: file.byteCount) { body in
      try file.forEachPart { part in
        try body(part)
        progress?(part.count)
      }
    }
  }

  /// Writes the directory and gives the archive its name.
  func commit() throws {
    let start = output.byteCount
    for entry in entries { try output.write(entry.centralHeader) }
    let count = output.byteCount - start
    try check(entries.count <= Int(UInt16.max) && output.byteCount + ZipEntry.endByteCount <= Int(UInt32.max))
    try output.write(ZipEntry.end(count: entries.count, directoryByteCount: count, directoryOffset: start))
    try output.commit()
  }

  private func add(
    _ name: String, byteCount: Int, content: ((UnsafeRawBufferPointer) throws -> Void) throws -> Void
  ) throws {
    guard ZipEntry.isPlain(name), !entries.contains(where: { $0.name == name }) else {
      throw EvidenceError.malformed("“\(name.prefix(64))” cannot name a file of a bundle, or is there twice")
    }
    let header = output.byteCount
    let offset = header + ZipEntry.localHeaderByteCount + name.utf8.count
    try check(offset + byteCount <= Int(UInt32.max))
    // The checksum is known only behind the content.
    try output.write(ZipEntry(name: name, offset: offset, byteCount: byteCount, checksum: 0).localHeader)
    var checksum = CRC32()
    try content { part in
      checksum.update(part)
      try output.write(part)
    }
    guard output.byteCount == offset + byteCount else {
      throw EvidenceError(.truncated, "\(name) changed while it was packed")
    }
    let entry = ZipEntry(name: name, offset: offset, byteCount: byteCount, checksum: checksum.value)
    try output.patch(entry.localHeader, at: header)
    entries.append(entry)
  }

  private func check(_ fits: Bool) throws {
    guard fits else {
      throw EvidenceError(.tooLarge, "a bundle holds at most 4 GiB; leave the sealed files out, or make several")
    }
  }
}

extension InputFile {
  /// Reads the whole file in parts of 1 MiB.
  func forEachPart(from start: Int = 0, count: Int? = nil, _ body: (UnsafeRawBufferPointer) throws -> Void) throws {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 64)
    defer { buffer.deallocate() }
    let end = start + (count ?? byteCount - start)
    var offset = start
    while offset < end {
      try Task.checkCancellation()
      let part = UnsafeMutableRawBufferPointer(rebasing: buffer[..<min(buffer.count, end - offset)])
      try read(into: part, at: offset)
      try body(UnsafeRawBufferPointer(part))
      offset += part.count
    }
  }
}
