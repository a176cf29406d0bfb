import Crypto
import Foundation

/// The input as evidence: its name, size and hash.
struct InputFile: Sendable {
  let name: String
  let bytes: Int64
  let sha256: String

  /// Reads the whole file once.
  /// - Throws: ``RunError`` when it cannot be read.
  init(hashing path: String) throws {
    guard let handle = FileHandle(forReadingAtPath: path) else {
      throw RunError(.noInput, "\(path) cannot be opened for reading")
    }
    defer { try? handle.close() }
    var hash = SHA256()
    var count: Int64 = 0
    while let chunk = try handle.read(upToCount: 1 << 20), !chunk.isEmpty {
      try Task.checkCancellation()
      hash.update(data: chunk)
      count += Int64(chunk.count)
    }
    let digest = hash.finalize().map { String($0, radix: 16, padding: 2) }.joined()
    self.init(name: URL(filePath: path).lastPathComponent, bytes: count, sha256: digest)
  }

  /// A source that is read once. A file is hashed like any other; of a pipe or a camera only its name is known.
  init(live source: String) throws {
    if FileManager.default.fileExists(atPath: source) && source != "-" {
      try self.init(hashing: source)
    } else {
      self.init(name: source == "-" ? "standard input" : "live source", bytes: 0, sha256: "")
    }
  }

  private init(name: String, bytes: Int64, sha256: String) {
    self.name = name
    self.bytes = bytes
    self.sha256 = sha256
  }
}

extension String {
  /// A number in a radix with leading zeros.
  init(_ value: UInt8, radix: Int, padding: Int) {
    let digits = String(value, radix: radix)
    self = String(repeating: "0", count: Swift.max(0, padding - digits.count)) + digits
  }
}
