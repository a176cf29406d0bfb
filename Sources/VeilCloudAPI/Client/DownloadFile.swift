internal import Cryptography
internal import Glibc
internal import Synchronization
internal import VeilEvidence

/// A file that is written beside its destination, goes on where an earlier download stopped, and gets its name when it
/// is complete. Owns its descriptor.
final class DownloadFile: Sendable {
  /// Where to write, in the destination's folder; kept after a failure, for the next attempt.
  let path: String
  private let destination: String
  private let descriptor: Int32
  private let state: Mutex<State>

  private struct State {
    var byteCount: Int
    /// Hashes what is written; nil where a part was there before, which then has to be read again.
    let hasher: ChunkHasher?
  }

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
    let count = Int(status.st_size)
    state = Mutex(State(byteCount: count, hasher: count == 0 ? ChunkHasher() : nil))
  }

  deinit { close(descriptor) }

  /// Bytes that are there.
  var byteCount: Int { state.withLock { $0.byteCount } }

  func append(_ bytes: [UInt8]) throws {
    try state.withLock { state in
      var done = 0
      while done < bytes.count {
        let count = bytes.withUnsafeBytes {
          pwrite(descriptor, $0.baseAddress.map { $0 + done }, bytes.count - done, off_t(state.byteCount + done))
        }
        if count < 0, errno == EINTR { continue }
        guard count > 0 else {
          let reason = String(cString: strerror(errno))
          throw CloudError(errno == ENOSPC ? .diskFull : .localFile, "\(destination) cannot be written: \(reason)")
        }
        done += count
      }
      state.byteCount += bytes.count
      try bytes.withUnsafeBytes { try state.hasher?.update($0) }
    }
  }

  /// The content root of what was written, nil where not all of it was written by this process.
  func root() throws -> Hash256? {
    try state.withLock { state in
      try state.hasher.map { ContentTree(leaves: try $0.finish(), byteCount: state.byteCount).root }
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
