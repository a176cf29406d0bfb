internal import Glibc
internal import Synchronization

/// A file that grows while parts arrive, and keeps what it has when the process ends. Owns its descriptor.
final class AppendedFile: Sendable {
  private let path: String
  private let descriptor: Int32
  private let state: Mutex<(count: Int, isOpen: Bool)>

  init(_ path: String) throws {
    self.path = path
    descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw Self.failure(path) }
    state = Mutex((max(0, Int(lseek(descriptor, 0, SEEK_END))), true))
  }

  deinit { try? close() }

  var byteCount: Int { state.withLock { $0.count } }

  func append(_ bytes: [UInt8]) throws {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress.map { $0 + done }, bytes.count - done) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw Self.failure(path) }
      done += count
    }
    state.withLock { $0.count += bytes.count }
  }

  /// Makes sure that everything is on the disk.
  func close() throws {
    let wasOpen = state.withLock { state in
      defer { state.isOpen = false }
      return state.isOpen
    }
    guard wasOpen else { return }
    let isSafe = fsync(descriptor) == 0
    guard Glibc.close(descriptor) == 0, isSafe else { throw Self.failure(path) }
  }

  private static func failure(_ path: String) -> DeskError {
    let code = errno
    let reason = code == ENOSPC ? "no space left on the device" : String(cString: strerror(code))
    return DeskError(.notWritable, "\(path) cannot be written: \(reason)")
  }
}
