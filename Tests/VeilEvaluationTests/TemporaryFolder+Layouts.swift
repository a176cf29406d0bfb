import Foundation
import VeilTesting

extension TemporaryFolder {
  /// Writes a file with the folders above it.
  func write(_ text: String, to path: String) throws { try write(Data(text.utf8), into: path) }

  func write(_ picture: PNGFile, to path: String) throws { try write(picture.data, into: path) }

  /// Empty files in place of pictures: opening a data set must not read them.
  func touch(_ paths: String...) throws {
    for path in paths { try write(Data(), into: path) }
  }

  private func write(_ data: Data, into path: String) throws {
    let file = url.appending(path: path)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try data.write(to: file)
  }
}
