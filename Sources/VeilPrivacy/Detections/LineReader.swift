import Foundation

/// Reads a file line by line, with a bound on the length of a line and so on memory.
final class LineReader {
  private static let chunkSize = 1 << 16

  private let descriptor: Int32
  private let maximumLength: Int
  private var buffer: [UInt8] = []
  private var position = 0
  private var isAtEnd = false

  /// - Throws: ``DetectionsError`` if there is no such file or it is a folder.
  init(path: String, maximumLength: Int) throws {
    self.maximumLength = maximumLength
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    var facts = stat()
    guard descriptor >= 0, fstat(descriptor, &facts) == 0 else {
      throw DetectionsError(.notReadable, "cannot read \(path): \(String(cString: strerror(errno)))")
    }
    guard facts.st_mode & S_IFMT == S_IFREG else { throw DetectionsError(.notReadable, "\(path) is not a file") }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// The next line with its line feed, as far as it has one; nil at the end.
  func next() throws -> [UInt8]? {
    var searched = position
    while true {
      if let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) {
        defer { position = end + 1 }
        return Array(buffer[position...end])
      }
      guard buffer.count - position <= maximumLength else {
        throw DetectionsError(.lineTooLong, "a line is longer than \(maximumLength) bytes")
      }
      guard !isAtEnd else {
        defer { position = buffer.count }
        return position < buffer.count ? Array(buffer[position...]) : nil
      }
      searched = buffer.count - position
      try fill()
    }
  }

  private func fill() throws {
    buffer.removeFirst(position)
    position = 0
    let kept = buffer.count
    buffer.append(contentsOf: repeatElement(0, count: Self.chunkSize))
    var count = -1
    repeat {
      count = buffer.withUnsafeMutableBytes { bytes in
        read(descriptor, bytes.baseAddress?.advanced(by: kept), Self.chunkSize)
      }
    } while count < 0 && errno == EINTR
    guard count >= 0 else {
      throw DetectionsError(.notReadable, "reading failed: \(String(cString: strerror(errno)))")
    }
    buffer.removeLast(Self.chunkSize - count)
    isAtEnd = count == 0
  }
}
