internal import Foundation

/// A file that is read at any place. Closes itself.
struct ByteFile: ~Copyable {
  private let descriptor: Int32
  let size: UInt64

  init(path: String) throws {
    let opened = open(path, O_RDONLY | O_CLOEXEC)
    guard opened >= 0 else {
      throw MediaError(.notReadable, "\(path) cannot be read: \(String(cString: strerror(errno)))")
    }
    descriptor = opened
    var status = stat()
    size = fstat(opened, &status) == 0 ? UInt64(max(0, status.st_size)) : 0
  }

  deinit { close(descriptor) }

  /// Up to `count` bytes from an offset; fewer at the end of the file.
  func bytes(at offset: UInt64, count: Int) throws -> [UInt8] {
    guard offset < size, count > 0 else { return [] }
    let wanted = Int(min(UInt64(count), size - offset))
    return try [UInt8](unsafeUninitializedCapacity: wanted) { buffer, filled in
      while filled < wanted {
        let got = pread(
          descriptor, buffer.baseAddress.map { $0 + filled }, wanted - filled, off_t(offset) + off_t(filled))
        if got < 0, errno == EINTR { continue }
        guard got >= 0 else {
          throw MediaError(.notReadable, "a file cannot be read: \(String(cString: strerror(errno)))")
        }
        if got == 0 { break }
        filled += got
      }
    }
  }
}

extension [UInt8] {
  /// Nil if the bytes are not all there.
  func bigEndian32(at offset: Int) -> UInt32? {
    guard offset >= 0, offset + 4 <= count else { return nil }
    return self[offset..<offset + 4].reduce(0) { $0 << 8 | UInt32($1) }
  }

  /// Nil if the bytes are not all there.
  func bigEndian64(at offset: Int) -> UInt64? {
    guard offset >= 0, offset + 8 <= count else { return nil }
    return self[offset..<offset + 8].reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// Nil if the bytes are not all there.
  func littleEndian32(at offset: Int) -> UInt32? { bigEndian32(at: offset)?.byteSwapped }
}
