internal import Foundation

/// A folder of this run, with the cloud's beside the films.
struct WorkFolder {
  let path: String
  var cloud: String { path + "/cloud" }

  init() throws {
    path = FileManager.default.temporaryDirectory.appending(path: "veilcam-bench-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: cloud, withIntermediateDirectories: true)
  }

  func remove() { try? FileManager.default.removeItem(atPath: path) }
}
