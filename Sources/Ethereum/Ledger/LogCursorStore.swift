/// Where a cursor is kept over restarts.
package protocol LogCursorStore: Sendable {
  /// The cursor that was saved last, or nil if there is none.
  func load() async throws -> LogCursor?
  /// Keeps a cursor for good before it returns.
  func save(_ cursor: LogCursor) async throws
}
