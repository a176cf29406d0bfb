internal import Glibc

/// A file that is read in parts. Owns its descriptor.
final class UploadFile: Sendable {
  let byteCount: Int
  private let descriptor: Int32
  private let path: String

  /// - Throws: ``CloudError`` `localFile`.
  init(_ path: String) throws {
    self.path = path
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    var status = stat()
    guard descriptor >= 0, fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size > 0
    else {
      if descriptor >= 0 { close(descriptor) }
      throw CloudError(.localFile, "\(path) cannot be read, or is empty")
    }
    byteCount = Int(status.st_size)
  }

  deinit { close(descriptor) }

  /// Bytes from an offset, fewer at the end.
  func bytes(at offset: Int, count: Int) throws -> [UInt8] {
    let count = min(count, byteCount - offset)
    guard count > 0 else { throw CloudError(.localFile, "\(path) is shorter than what was uploaded of it before") }
    return try [UInt8](unsafeUninitializedCapacity: count) { buffer, initialised in
      while initialised < count {
        let read = pread(
          descriptor, buffer.baseAddress.map { $0 + initialised }, count - initialised, off_t(offset + initialised))
        if read < 0, errno == EINTR { continue }
        guard read > 0 else { throw CloudError(.localFile, "\(path) ended while it was read; it is being changed") }
        initialised += read
      }
    }
  }
}
