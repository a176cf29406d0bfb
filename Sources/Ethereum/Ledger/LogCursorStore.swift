internal import Glibc

/// Where a cursor is kept over restarts.
package protocol LogCursorStore: Sendable {
  /// The cursor that was saved last, or nil if there is none.
  func load() async throws -> LogCursor?
  /// Keeps a cursor for good before it returns.
  func save(_ cursor: LogCursor) async throws
}

/// Keeps a cursor in a file, which is replaced at once or not at all.
package struct FileCursorStore: LogCursorStore {
  private static let maximumFileSize = 64 << 20

  private let path: String

  package init(path: String) { self.path = path }

  package func load() async throws -> LogCursor? {
    guard access(path, F_OK) == 0 else { return nil }
    return try LogCursor(json: JSON(parsing: PrivateFile.read(path, limit: Self.maximumFileSize)))
  }

  package func save(_ cursor: LogCursor) async throws {
    try PrivateFile.write(Array(cursor.json.text.utf8), to: path)
  }
}

/// Keeps a cursor as long as the process lives.
package actor MemoryCursorStore: LogCursorStore {
  private var cursor: LogCursor?

  package init(_ cursor: LogCursor? = nil) { self.cursor = cursor }

  package func load() -> LogCursor? { cursor }

  package func save(_ cursor: LogCursor) { self.cursor = cursor }
}
