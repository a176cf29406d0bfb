internal import Foundation

/// The folder into which a camera writes its films, with the folders inside it (`DCIM/Movie`, `RO`, …).
package struct RecordingsFolder: Sendable {
  package static let suffixes: Set<String> = ["mp4", "mov", "m4v", "ts", "mts", "m2ts", "avi", "mkv", "3gp"]
  private static let deepest = 3

  package let path: String

  package init(path: String) { self.path = path }

  /// All films that are there now, the one written longest ago first. Hidden files are left out: they are not complete.
  /// - Throws: `notReadable` where the folder is missing, for example because the card was taken out.
  package func files() throws -> [RecordingFile] {
    var found: [RecordingFile] = []
    try collect(path, depth: 0, into: &found)
    return found.sorted { ($0.modified, $0.path) < ($1.modified, $1.path) }
  }

  /// A film as it is now; nil where it is gone.
  package static func look(at path: String) -> RecordingFile? {
    var status = stat()
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    let modified = Int64(status.st_mtim.tv_sec) * 1_000 + Int64(status.st_mtim.tv_nsec) / 1_000_000
    return RecordingFile(
      path: path, inode: UInt64(status.st_ino), byteCount: Int64(status.st_size), modified: modified)
  }

  private func collect(_ folder: String, depth: Int, into found: inout [RecordingFile]) throws {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
      guard depth == 0 else { return }
      throw AgentError(.notReadable, "the recordings folder \(folder) cannot be read; is the card in its place?")
    }
    for name in names where !name.hasPrefix(".") {
      let path = folder + "/" + name
      if Self.suffixes.contains((name as NSString).pathExtension.lowercased()) {
        if let file = Self.look(at: path) { found.append(file) }
      } else if depth < Self.deepest, Self.isFolder(path) {
        try collect(path, depth: depth + 1, into: &found)
      }
    }
  }

  private static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}
