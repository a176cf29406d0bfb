import Foundation

/// The material beside the checkout that is never committed.
enum SharedMaterial {
  static let folder: String = {
    var path = #filePath
    for _ in 0..<4 { path = (path as NSString).deletingLastPathComponent }
    return (path as NSString).deletingLastPathComponent + "/shared"
  }()

  /// Why tests that need the material are skipped without it.
  static let isPresent = FileManager.default.fileExists(atPath: folder + "/models/MANIFEST.tsv")
  static let absence = "needs ../shared with models and pictures"
}
