internal import Synchronization

/// Keeps one ``Scratch`` for every worker that was ever busy at the same time as another.
final class ScratchPool: Sendable {
  private let idle = Mutex<[Scratch]>([])

  /// Runs a body with working memory that nobody else uses meanwhile.
  func withScratch<Result>(_ body: (Scratch) throws -> Result) rethrows -> Result {
    let scratch = idle.withLock { $0.popLast() } ?? Scratch()
    defer { idle.withLock { $0.append(scratch) } }
    return try body(scratch)
  }
}
