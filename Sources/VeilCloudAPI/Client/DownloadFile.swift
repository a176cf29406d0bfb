internal import Glibc
internal import Synchronization

/// A file that is written beside its destination, goes on where an earlier download stopped, and gets its name when it
/// is complete. Owns its descriptor.
final class DownloadFile: Sendable {
  /// Where to write, in the destination's folder; kept after a failure, for the next attempt.
  let path: String
  private let destination: String
  private let descriptor: Int32
  private let written: Mutex<Int>

  /// - Throws: ``CloudError`` `localFile`.
  init(for destination: String, blob: String) throws {
    self.destination = destination
    let folder = destination.lastIndex(of: "/").map { String(destination[...$0]) } ?? ""
    path = folder + ".\(blob.prefix(18)).download"
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    var status = stat()
    guard descriptor >= 0, fstat(descriptor, &status) == 0 else {
      if descriptor >= 0 { close(descriptor) }
      throw CloudError(.localFile, "\(destination) cannot be written; choose another folder")
    }
    written = Mutex(Int(status.st_size))
  }

  deinit { close(descriptor) }

  /// Bytes that are there.
  var byteCount: Int { written.withLock { $0 } }

  func append(_ bytes: [UInt8]) throws {
    try written.withLock { offset in
      var done = 0
      while done < bytes.count {
        let count = bytes.withUnsafeBytes {
          pwrite(descriptor, $0.baseAddress.map { $0 + done }, bytes.count - done, off_t(offset + done))
        }
        if count < 0, errno == EINTR { continue }
        guard count > 0 else {
          let reason = String(cString: strerror(errno))
          throw CloudError(errno == ENOSPC ? .diskFull : .localFile, "\(destination) cannot be written: \(reason)")
        }
        done += count
      }
      offset += bytes.count
    }
  }

  func discard() { unlink(path) }

  /// Gives the file its name; replaces none that is there.
  func commit() throws {
    guard fsync(descriptor) == 0, link(path, destination) == 0 else {
      throw CloudError(.localFile, "\(destination) cannot be written: \(String(cString: strerror(errno)))")
    }
    unlink(path)
  }
}
