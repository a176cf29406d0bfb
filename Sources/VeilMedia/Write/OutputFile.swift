internal import Glibc

/// A file that is written piece by piece and appears under its name only when it is complete; dropped unless it is
/// committed. Owns its descriptor. Small pieces are gathered.
package final class OutputFile {
  private static let bufferByteCount = 1 << 16

  private let partial: PartialFile
  private var descriptor: Int32
  private var buffer: [UInt8] = []
  /// Bytes that were handed over so far.
  package private(set) var byteCount = 0

  /// - Parameters:
  ///   - inputs: files that must not be overwritten whatever their name.
  ///   - overwrites: true to replace a file that exists.
  /// - Throws: ``MediaError`` as ``PartialFile`` does.
  package init(_ path: String, reading inputs: [String] = [], overwrites: Bool = false) throws {
    partial = try PartialFile(for: path, reading: inputs, overwrites: overwrites)
    descriptor = open(partial.path, O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Self.failure(path) }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  package var destination: String { partial.destination }

  /// Where the file lies until it has its name; complete after ``flush()``.
  package var hiddenPath: String { partial.path }

  /// - Throws: ``MediaError`` `.diskFull`, `.notWritable`.
  package func write(_ bytes: UnsafeRawBufferPointer) throws {
    guard descriptor >= 0 else { throw MediaError(.unexpected, "\(destination) was finished already") }
    if bytes.count < Self.bufferByteCount / 4 {
      buffer.append(contentsOf: bytes)
      byteCount += bytes.count
      if buffer.count >= Self.bufferByteCount { try flush() }
    } else {
      try flush()
      try write(bytes, at: byteCount)
      byteCount += bytes.count
    }
  }

  package func write(_ bytes: [UInt8]) throws { try bytes.withUnsafeBytes { try write($0) } }

  package func write(_ text: String) throws { try write(Array(text.utf8)) }

  /// Replaces bytes that were written before.
  package func patch(_ bytes: [UInt8], at offset: Int) throws {
    try flush()
    try bytes.withUnsafeBytes { try write($0, at: offset) }
  }

  /// Hands the gathered pieces to the system.
  package func flush() throws {
    guard !buffer.isEmpty else { return }
    try buffer.withUnsafeBytes { try write($0, at: byteCount - $0.count) }
    buffer.removeAll(keepingCapacity: true)
  }

  /// Gives the file its name.
  /// - Parameter isDurable: waits until it is on the disk; not needed inside a folder that is itself unfinished.
  /// - Throws: as ``PartialFile/commit(isDurable:)`` does.
  package func commit(isDurable: Bool = true) throws {
    try flush()
    let open = descriptor
    descriptor = -1
    guard close(open) == 0 else { throw Self.failure(partial.destination) }
    try partial.commit(isDurable: isDurable)
  }

  /// Drops the file.
  package func discard() { partial.discard() }

  private func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws {
    var done = 0
    while done < bytes.count {
      let count = pwrite(descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done, off_t(offset + done))
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw Self.failure(partial.destination) }
      done += count
    }
  }

  private static func failure(_ path: String) -> MediaError { PartialFile.failure(errno, path) }
}
