import Foundation
import Synchronization
import VeilMedia

/// SIGINT and SIGTERM of the whole process: they cancel the work in hand, so that it can clean up after itself.
///
/// The kernel may hand a signal to any thread, and the main thread takes every signal once it only waits for tasks
/// (`dispatch_main` suspends it with an empty mask). So the signals are neither blocked nor waited for: a handler, which
/// must not do more, writes a byte into a pipe, and a thread of its own reads it.
package enum Signals {
  private static let watched: [Int32] = [SIGINT, SIGTERM]
  private static let handler = Mutex<(@Sendable () -> Void)?>(nil)
  /// Written once, before the first signal can come; a signal handler can take no lock.
  nonisolated(unsafe) private static var writeEnd: Int32 = -1

  /// To be called first thing in `main`.
  package static func watch() {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    writeEnd = ends[1]
    let readEnd = ends[0]
    Thread.detachNewThread {
      var byte: UInt8 = 0
      while true {
        let count = read(readEnd, &byte, 1)
        if count == 1 { deliver() } else if count == 0 || errno != EINTR { return }
      }
    }
    for number in watched {
      signal(number) { _ in
        let code = errno
        var byte: UInt8 = 1
        _ = write(Signals.writeEnd, &byte, 1)
        errno = code
      }
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
    FileHandle.standardError.write(Data("Error: interrupted; no output was written\n".utf8))
    _exit(1)
  }
}
