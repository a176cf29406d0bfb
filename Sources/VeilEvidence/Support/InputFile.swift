internal import Glibc

/// A regular file that is read at any place. Owns its descriptor.
final class InputFile {
  let path: String
  let byteCount: Int
  private let descriptor: Int32

  /// - Throws: `notReadable`.
  init(_ path: String) throws {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Self.failure(path) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw EvidenceError(.notReadable, "\(path) is not a file")
    }
    self.path = path
    self.descriptor = descriptor
    byteCount = Int(status.st_size)
  }

  deinit { close(descriptor) }

  /// Fills the whole buffer from an offset.
  /// - Throws: `notReadable`; `truncated` where the file ends before.
  func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws {
    var done = 0
    while done < buffer.count {
      let count = pread(descriptor, buffer.baseAddress.map { $0 + done }, buffer.count - done, off_t(offset + done))
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw Self.failure(path) }
      guard count > 0 else { throw EvidenceError(.truncated, "\(path) ended while it was read; it is being changed") }
      done += count
    }
  }

  /// Bytes from an offset, at most what the file holds.
  func bytes(at offset: Int, count: Int) throws -> [UInt8] {
    let count = max(0, min(count, byteCount - offset))
    var bytes = [UInt8](repeating: 0, count: count)
    try bytes.withUnsafeMutableBytes { try read(into: $0, at: offset) }
    return bytes
  }

  /// The whole content of a small file.
  /// - Throws: `tooLarge`, `notReadable`.
  static func content(of path: String, limit: Int) throws -> [UInt8] {
    let file = try InputFile(path)
    guard file.byteCount <= limit else {
      throw EvidenceError(.tooLarge, "\(path) is longer than \(limit) bytes; it is probably another kind of file")
    }
    return try file.bytes(at: 0, count: file.byteCount)
  }

  private static func failure(_ path: String) -> EvidenceError {
    EvidenceError(.notReadable, "\(path) cannot be read: \(String(cString: strerror(errno)))")
  }
}
