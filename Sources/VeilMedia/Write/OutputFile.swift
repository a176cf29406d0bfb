internal import Glibc
internal import VeilMedia

/// A file that appears under its name only when it is complete; dropped unless it is committed. Owns its descriptor.
final class OutputFile {
  private let partial: PartialFile
  private let descriptor: Int32
  private(set) var byteCount = 0
  private var isClosed = false

  /// - Throws: `MediaError` as ``PartialFile`` does.
  init(_ path: String, reading inputs: [String] = [], overwrites: Bool = false) throws {
    partial = try PartialFile(for: path, reading: inputs, overwrites: overwrites)
    descriptor = open(partial.path, O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Self.failure(path) }
  }

  deinit { if !isClosed { close(descriptor) } }

  var destination: String { partial.destination }

  func write(_ bytes: UnsafeRawBufferPointer) throws {
    try write(bytes, at: byteCount)
    byteCount += bytes.count
  }

  func write(_ bytes: [UInt8]) throws { try bytes.withUnsafeBytes { try write($0) } }

  /// Replaces bytes that were written before.
  func patch(_ bytes: [UInt8], at offset: Int) throws { try bytes.withUnsafeBytes { try write($0, at: offset) } }

  /// Gives the file its name.
  func commit() throws {
    isClosed = true
    guard close(descriptor) == 0 else { throw Self.failure(partial.destination) }
    try partial.commit()
  }

  /// Drops the file.
  func discard() { partial.discard() }

  private func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws {
    var done = 0
    while done < bytes.count {
      let count = pwrite(descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done, off_t(offset + done))
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw Self.failure(partial.destination) }
      done += count
    }
  }

  private static func failure(_ path: String) -> MediaError {
    let code = errno
    guard code != ENOSPC, code != EDQUOT, code != EFBIG else {
      return MediaError(.diskFull, "\(path) cannot be written: no space left on the device")
    }
    return MediaError(.notWritable, "\(path) cannot be written: \(String(cString: strerror(code)))")
  }
}
