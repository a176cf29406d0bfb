import Foundation

/// Text that is compared with a file in the folder `Snapshots` beside the test. With `RECORD_SNAPSHOTS=1` the file is
/// written instead and the test fails, so that nobody records by accident.
package enum Snapshot {
  /// Why a text is not as it was.
  package struct Mismatch: Error, CustomStringConvertible {
    package let description: String
  }

  /// - Parameters:
  ///   - text: what came out now.
  ///   - name: file name, with ending.
  ///   - test: file of the test.
  /// - Throws: ``Mismatch`` naming the first line that differs, or that the file was recorded.
  package static func check(_ text: String, named name: String, beside test: String = #filePath) throws {
    let file = URL(filePath: test).deletingLastPathComponent().appending(path: "Snapshots/" + name)
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
      throw Mismatch(description: "\(name) was recorded; run again without RECORD_SNAPSHOTS")
    }
    guard let data = FileManager.default.contents(atPath: file.path) else {
      throw Mismatch(description: "\(name) is not there; record it with RECORD_SNAPSHOTS=1")
    }
    let expected = String(decoding: data, as: UTF8.self)
    guard text != expected else { return }
    throw Mismatch(description: "\(name) differs from its snapshot: \(firstDifference(expected, text))")
  }

  private static func firstDifference(_ expected: String, _ found: String) -> String {
    let old = expected.split(separator: "\n", omittingEmptySubsequences: false)
    let new = found.split(separator: "\n", omittingEmptySubsequences: false)
    let line = zip(old, new).prefix { $0 == $1 }.count
    return "line \(line + 1) was “\(line < old.count ? old[line] : "")”, is “\(line < new.count ? new[line] : "")”"
  }
}
