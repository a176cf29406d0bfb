internal import Foundation

/// Bytes as a file for as long as a call takes, in a folder that nobody else can enter, so that what is read is what was
/// hashed.
enum PrivateCopy {
  /// - Throws: ``VisionError`` with code `runtime` when the file cannot be written.
  static func withFile<Result>(_ bytes: Data, named name: String, _ body: (String) -> Result) throws -> Result {
    var template = Array((NSTemporaryDirectory() + "/veilcam-XXXXXX").utf8CString)
    guard mkdtemp(&template) != nil else {
      throw VisionError(.runtime, "no temporary folder can be made in \(NSTemporaryDirectory()); set TMPDIR")
    }
    let folder = String(decoding: template.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/" + name
    do {
      try bytes.write(to: URL(filePath: path))
    } catch {
      throw VisionError(.runtime, "a model cannot be written to \(folder): \(error.localizedDescription)")
    }
    return body(path)
  }
}
