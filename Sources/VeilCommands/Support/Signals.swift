import Foundation
import Synchronization
import VeilMedia

/// SIGINT and SIGTERM of the whole process: they cancel the work in hand, so that it can clean up after itself.
///
/// A handler of our own writes to a pipe and a thread reads from it. A dispatch source beside SIG_IGN loses signals on
/// Linux, and blocking them does not help: the main thread of an asynchronous program waits with every signal unblocked.
package enum Signals {
  private static let cancellation = Mutex<(@Sendable () -> Void)?>(nil)
  private static let pipeEnd = Atomic<Int32>(-1)

  /// To be called first thing in `main`.
  package static func watch() {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    pipeEnd.store(ends[1], ordering: .sequentiallyConsistent)
    let source = ends[0]
    Thread.detachNewThread {
      var number: UInt8 = 0
      while true {
        if read(source, &number, 1) == 1 { deliver() } else if errno != EINTR { return }
      }
    }
    for number in [SIGINT, SIGTERM] { signal(number, note) }
  }

  /// Runs `work` while a first signal calls `cancel`.
  static func whileHandling<Result>(
    _ cancel: @escaping @Sendable () -> Void, isolation: isolated (any Actor)? = #isolation,
    _ work: () async throws -> Result
  ) async rethrows -> Result {
    cancellation.withLock { $0 = cancel }
    defer { cancellation.withLock { $0 = nil } }
    return try await work()
  }

  /// In the handler only what a handler may do: write one byte.
  private static let note: @convention(c) (Int32) -> Void = { number in
    let before = errno
    var byte = UInt8(truncatingIfNeeded: number)
    _ = write(Signals.pipeEnd.load(ordering: .sequentiallyConsistent), &byte, 1)
    errno = before
  }

  /// A second signal, or one while nothing can be cancelled, ends the process; unfinished files do not stay.
  private static func deliver() {
    let cancel = cancellation.withLock { cancellation in
      defer { cancellation = nil }
      return cancellation
    }
    if let cancel { return cancel() }
    TemporaryFiles.removeAll()
    _exit(1)
  }
}
