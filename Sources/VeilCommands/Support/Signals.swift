import Foundation
import Synchronization
import VeilMedia

/// SIGINT and SIGTERM of the whole process: they cancel the work in hand, so that it can clean up after itself.
///
/// A thread of its own waits for them, and every other thread has them blocked: a dispatch source on Linux loses a signal
/// that the kernel hands to a thread which has not blocked it yet.
package enum Signals {
  private static let watched: [Int32] = [SIGINT, SIGTERM]
  private static let handler = Mutex<(@Sendable () -> Void)?>(nil)

  /// To be called first thing in `main`, because threads inherit what is blocked.
  package static func watch() {
    var set = sigset_t()
    sigemptyset(&set)
    for number in watched { sigaddset(&set, number) }
    pthread_sigmask(SIG_BLOCK, &set, nil)
    Thread.detachNewThread { [set] in
      var set = set
      var number: Int32 = 0
      while sigwait(&set, &number) == 0 { deliver() }
    }
  }

  /// Runs `work` while a first signal calls `cancel`.
  static func whileHandling<Result>(
    _ cancel: @escaping @Sendable () -> Void, isolation: isolated (any Actor)? = #isolation,
    _ work: () async throws -> Result
  ) async rethrows -> Result {
    handler.withLock { $0 = cancel }
    defer { handler.withLock { $0 = nil } }
    return try await work()
  }

  /// A second signal, or one while nothing can be cancelled, ends the process; unfinished files do not stay.
  private static func deliver() {
    let cancel = handler.withLock { handler in
      defer { handler = nil }
      return handler
    }
    if let cancel { return cancel() }
    TemporaryFiles.removeAll()
    _exit(1)
  }
}
