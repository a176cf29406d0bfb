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
    name = URL(filePath: path).lastPathComponent
    bytes = count
    sha256 = hash.finalize().map { String($0, radix: 16, padding: 2) }.joined()
  }
}

extension String {
  /// A number in a radix with leading zeros.
  init(_ value: UInt8, radix: Int, padding: Int) {
    let digits = String(value, radix: radix)
    self = String(repeating: "0", count: max(0, padding - digits.count)) + digits
  }
}
