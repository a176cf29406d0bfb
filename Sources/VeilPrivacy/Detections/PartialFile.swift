import Foundation

/// A file that is written beside its destination and renamed into place when it is complete, so that there is either
/// the whole file or none.
final class PartialFile {
  private static let bufferSize = 1 << 16

  private let destination: String
  private let partial: String
  private var descriptor: Int32
  private var buffer: [UInt8] = []

  /// - Throws: ``DetectionsError`` if the folder is missing or not writable.
  init(at destination: String) throws {
    self.destination = destination
    partial = "\(destination).\(UInt32.random(in: 0...UInt32.max)).partial"
    descriptor = open(partial, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw Self.failure(destination) }
    buffer.reserveCapacity(Self.bufferSize)
  }

  deinit { discard() }

  func write(_ bytes: [UInt8]) throws {
    buffer.append(contentsOf: bytes)
    if buffer.count >= Self.bufferSize { try flush() }
  }

  func write(_ text: String) throws { try write(Array(text.utf8)) }

  /// Puts the file into place, replacing one that was there.
  /// - Parameter isDurable: waits until it is on the disk; not needed inside a folder that is itself partial.
  func finish(isDurable: Bool = true) throws {
    try flush()
    guard !isDurable || fsync(descriptor) == 0, rename(partial, destination) == 0 else {
      throw Self.failure(destination)
    }
    close(descriptor)
    descriptor = -1
  }

  /// Removes what was written so far.
  func discard() {
    guard descriptor >= 0 else { return }
    close(descriptor)
    descriptor = -1
    unlink(partial)
  }

  private func flush() throws {
    guard descriptor >= 0 else { throw DetectionsError(.notWritable, "\(destination) was written already") }
    var start = 0
    while start < buffer.count {
      let written = buffer.withUnsafeBytes { bytes in
        Foundation.write(descriptor, bytes.baseAddress?.advanced(by: start), bytes.count - start)
      }
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { throw Self.failure(destination) }
      start += written
    }
    buffer.removeAll(keepingCapacity: true)
  }

  private static func failure(_ path: String) -> DetectionsError {
    DetectionsError(.notWritable, "cannot write \(path): \(String(cString: strerror(errno)))")
  }
}
