internal import CLinux
internal import Glibc

/// An open file. Owns its descriptor.
final class FileHandleBox: Sendable {
  private let descriptor: Int32

  init(_ path: String, flags: Int32) throws {
    descriptor = open(path, flags | O_CLOEXEC, 0o600)
    try FileCall.check(descriptor)
  }

  deinit { close(descriptor) }

  func byteCount() throws -> Int {
    var status = stat()
    try FileCall.check(fstat(descriptor, &status))
    return Int(status.st_size)
  }

  func truncate(to length: Int) throws { try FileCall.check(ftruncate(descriptor, off_t(length))) }

  /// Lets the system begin to write a part to the disk, so that a later ``flush()`` has less to wait for.
  func startWriting(from offset: Int, count: Int) { veil_start_writing(descriptor, Int64(offset), Int64(count)) }

  func flush() throws { try FileCall.check(fsync(descriptor)) }

  func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws {
    var done = 0
    while done < bytes.count {
      let count = pwrite(descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done, off_t(offset + done))
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw FileCall.failure(errno) }
      done += count
    }
  }

  /// Fills a buffer as far as the file goes.
  func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws -> Int {
    var done = 0
    while done < buffer.count {
      let count = pread(descriptor, buffer.baseAddress.map { $0 + done }, buffer.count - done, off_t(offset + done))
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw FileCall.failure(errno) }
      if count == 0 { break }
      done += count
    }
    return done
  }
}
