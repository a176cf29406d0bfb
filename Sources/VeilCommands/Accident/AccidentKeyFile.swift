import Foundation
import VeilAccident

/// The file of a publisher's key: 64 hexadecimal digits, readable by its owner only.
enum AccidentKeyFile {
  static func open(_ path: String, makes: Bool) throws -> PublisherKey {
    guard makes else {
      guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
        throw AccidentError(.notReadable, "key file \(path) cannot be read; make one with --new-key")
      }
      return try PublisherKey(hexadecimal: text)
    }
    let key = PublisherKey()
    // Fails where the file is there: no key is ever overwritten.
    let file = Foundation.open(path, O_WRONLY | O_CREAT | O_EXCL, 0o600)
    guard file >= 0 else { throw AccidentError(.notWritable, "key file \(path) is there already or cannot be written") }
    defer { close(file) }
    let bytes = Array((key.hexadecimal + "\n").utf8)
    guard write(file, bytes, bytes.count) == bytes.count else {
      throw AccidentError(.notWritable, "key file \(path) cannot be written")
    }
    return key
  }
}
