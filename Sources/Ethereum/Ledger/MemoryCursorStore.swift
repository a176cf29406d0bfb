/// Keeps a cursor as long as the process lives.
package actor MemoryCursorStore: LogCursorStore {
  private var cursor: LogCursor?

  package init(_ cursor: LogCursor? = nil) { self.cursor = cursor }

  package func load() -> LogCursor? { cursor }

  package func save(_ cursor: LogCursor) { self.cursor = cursor }
}
