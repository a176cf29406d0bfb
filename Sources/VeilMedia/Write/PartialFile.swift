internal import Foundation
internal import Synchronization

/// A file that is written beside its destination under a hidden name and becomes visible only when it is complete.
///
/// Removes itself unless it is committed.
package final class PartialFile: Sendable {
  /// Where to write.
  package let path: String
  /// Where the file will be.
  package let destination: String
  private let overwrites: Bool
  private let isOpen = Mutex(true)

  /// Creates the empty file.
  ///
  /// - Parameters:
  ///   - destination: the path wanted.
  ///   - inputs: files that must not be overwritten whatever their name: links and other spellings are seen through.
  ///   - overwrites: true to replace a file that exists.
  /// - Throws: ``MediaError`` `.sameFile`, `.alreadyExists`, `.notWritable`, `.diskFull`.
  package init(for destination: String, reading inputs: [String], overwrites: Bool) throws {
    self.destination = destination
    self.overwrites = overwrites
    try Self.checkDestination(destination, inputs: inputs, overwrites: overwrites)
    path = try Self.create(beside: destination)
    TemporaryFiles.add(path)
  }

  deinit { discard() }

  /// Removes the file; does nothing after ``commit()``.
  package func discard() {
    guard end() else { return }
    unlink(path)
    TemporaryFiles.forget(path)
  }

  /// Makes sure that the content is on the disk, then gives the file its name in one step.
  /// - Parameter isDurable: false inside a folder that is itself unfinished: then nothing waits for the disk.
  /// - Throws: ``MediaError`` `.alreadyExists` if somebody else created the destination meanwhile, `.diskFull`,
  ///   `.notWritable`; the file is then removed.
  package func commit(isDurable: Bool = true) throws {
    guard isOpen.withLock({ $0 }) else { throw MediaError(.unexpected, "\(destination) was finished twice") }
    do {
      if isDurable { try Self.flush(path, name: destination) }
      try rename()
    } catch {
      discard()
      throw error
    }
    _ = end()
    TemporaryFiles.forget(path)
    guard isDurable else { return }
    try? Self.flush((destination as NSString).deletingLastPathComponent.orCurrentFolder, name: destination)
  }

  /// Writes the whole content of a small file.
  /// - Throws: ``MediaError`` `.diskFull`, `.notWritable`.
  func write(_ bytes: [UInt8]) throws {
    let descriptor = open(path, O_WRONLY | O_TRUNC | O_CLOEXEC)
    guard descriptor >= 0 else { throw Self.failure(errno, destination) }
    defer { close(descriptor) }
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw Self.failure(errno, destination) }
      written += count
    }
  }

  // MARK: Details

  /// True for the first caller.
  private func end() -> Bool {
    isOpen.withLock { isOpen in
      defer { isOpen = false }
      return isOpen
    }
  }

  private func rename() throws {
    if overwrites {
      guard Glibc.rename(path, destination) == 0 else { throw Self.failure(errno, destination) }
      return
    }
    // A hard link never replaces a file, which a rename would do.
    if link(path, destination) == 0 {
      unlink(path)
      return
    }
    let reason = errno
    guard reason != EEXIST else { throw Self.exists(destination) }
    // Memory cards have file systems without hard links.
    guard [EPERM, EOPNOTSUPP, ENOSYS, EMLINK].contains(reason) else { throw Self.failure(reason, destination) }
    guard access(destination, F_OK) != 0 else { throw Self.exists(destination) }
    guard Glibc.rename(path, destination) == 0 else { throw Self.failure(errno, destination) }
  }

  private static func checkDestination(_ destination: String, inputs: [String], overwrites: Bool) throws {
    var existing = stat()
    guard stat(destination, &existing) == 0 else { return }
    for input in inputs {
      var status = stat()
      if stat(input, &status) == 0, status.st_ino == existing.st_ino, status.st_dev == existing.st_dev {
        throw MediaError(.sameFile, "\(destination) is the input itself; choose another output")
      }
    }
    if existing.st_mode & S_IFMT == S_IFDIR {
      throw MediaError(.notWritable, "\(destination) is a folder; give the name of a file in it")
    }
    guard overwrites else { throw exists(destination) }
  }

  private static func create(beside destination: String) throws -> String {
    let whole = destination as NSString
    let folder = whole.deletingLastPathComponent.orCurrentFolder
    let name = whole.lastPathComponent as NSString
    let suffix = name.pathExtension.isEmpty ? "" : "." + name.pathExtension
    // A name may have 255 bytes; the hidden one is longer than the final one.
    let stem = String(decoding: Array(name.deletingPathExtension.utf8.prefix(200)), as: UTF8.self)
    for _ in 0..<100 {
      let tag = String(UInt32.random(in: 0...(.max)), radix: 36)
      let path = folder + "/.\(stem).partial-\(tag)\(suffix)"
      let descriptor = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o666)
      if descriptor >= 0 {
        close(descriptor)
        return path
      }
      guard errno == EEXIST else { throw failure(errno, destination) }
    }
    throw MediaError(.notWritable, "\(destination) cannot be written: no free name beside it")
  }

  private static func flush(_ path: String, name: String) throws {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(errno, name) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw failure(errno, name) }
  }

  private static func exists(_ destination: String) -> MediaError {
    MediaError(.alreadyExists, "\(destination) exists already; choose another output or allow overwriting")
  }

  /// Why a file cannot be written, from the system's number.
  static func failure(_ code: Int32, _ destination: String) -> MediaError {
    if code == ENOSPC || code == EDQUOT || code == EFBIG {
      return MediaError(.diskFull, "\(destination) cannot be written: no space left on the device")
    }
    return MediaError(.notWritable, "\(destination) cannot be written: \(String(cString: strerror(code)))")
  }
}

extension String {
  fileprivate var orCurrentFolder: String { isEmpty ? "." : self }
}
