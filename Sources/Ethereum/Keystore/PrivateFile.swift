internal import Glibc

/// Files that only their owner may read, written so that there is always either the old or the new content.
package enum PrivateFile {
  /// Writes beside the destination, forces it to the disk and renames it into place, with mode 0600.
  /// - Throws: `notWritable`; nothing half-written remains.
  package static func write(_ bytes: [UInt8], to path: String) throws(EthereumError) {
    let temporary = path + "." + String(UInt64.random(in: 0 ... .max), radix: 36) + ".partial"
    let file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else { throw failure(path) }
    var isDone = fchmod(file, 0o600) == 0 && writeAll(bytes, file) && fsync(file) == 0
    isDone = close(file) == 0 && isDone
    guard isDone, rename(temporary, path) == 0 else {
      let error = failure(path)
      unlink(temporary)
      throw error
    }
    syncFolder(of: path)
  }

  /// Reads a whole file of at most `limit` bytes.
  /// - Throws: `notReadable`.
  package static func read(_ path: String, limit: Int) throws(EthereumError) -> [UInt8] {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw EthereumError(.notReadable, "\(path) cannot be read: \(reason())") }
    defer { close(file) }
    var bytes = [UInt8]()
    var part = [UInt8](repeating: 0, count: 65_536)
    while bytes.count <= limit {
      let count = Glibc.read(file, &part, part.count)
      if count == 0 { return bytes }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw EthereumError(.notReadable, "\(path) cannot be read: \(reason())") }
      bytes += part.prefix(count)
    }
    throw EthereumError(.notReadable, "\(path) is longer than \(limit) bytes; it is probably another kind of file")
  }

  private static func writeAll(_ bytes: [UInt8], _ file: Int32) -> Bool {
    bytes.withUnsafeBytes { memory in
      var offset = 0
      while offset < memory.count {
        let count = Glibc.write(
          file, UnsafeRawBufferPointer(rebasing: memory[offset...]).baseAddress, memory.count - offset)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return false }
        offset += count
      }
      return true
    }
  }

  /// Makes the renaming itself last; a file system that cannot do it has written the file all the same.
  private static func syncFolder(of path: String) {
    let end = path.lastIndex(of: "/")
    let folder = end.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    let file = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard file >= 0 else { return }
    fsync(file)
    close(file)
  }

  private static func failure(_ path: String) -> EthereumError {
    EthereumError(.notWritable, "\(path) cannot be written: \(reason())")
  }

  private static func reason() -> String { String(cString: strerror(errno)) }
}

extension Keystore {
  /// Reads a keystore file.
  /// - Throws: `notReadable`, and what `init(json:)` throws.
  package init(contentsOf path: String) throws(EthereumError) {
    try self.init(json: PrivateFile.read(path, limit: Self.maximumFileSize))
  }

  /// Writes a keystore file that only its owner may read.
  /// - Throws: `notWritable`.
  package func write(to path: String) throws(EthereumError) {
    try PrivateFile.write(Array((json.text + "\n").utf8), to: path)
  }
}
