/// A film in the recordings folder as it was when somebody looked.
package struct RecordingFile: Sendable, Hashable {
  package let path: String
  /// Number of the file in its file system: another film under an old name has another.
  package let inode: UInt64
  package let byteCount: Int64
  /// When it was last written, milliseconds since 1970.
  package let modified: Int64

  package init(path: String, inode: UInt64, byteCount: Int64, modified: Int64) {
    self.path = path
    self.inode = inode
    self.byteCount = byteCount
    self.modified = modified
  }

  /// The last part of the path.
  package var name: String { path.split(separator: "/").last.map { String($0) } ?? path }
}
