import Dispatch
import Foundation
import VeilPrivacy

/// Runs work that SIGINT and SIGTERM cancel, so that every partial file is removed on the way out.
///
/// - Throws: what `work` throws; a ``RunError`` of code `interrupted` when a signal ended it.
func interruptible<Result: Sendable>(_ work: @escaping @Sendable () async throws -> Result) async throws -> Result {
  let task = Task(operation: work)
  let sources = [SIGINT, SIGTERM].map { number in
    signal(number, SIG_IGN)
    let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
    source.setEventHandler { task.cancel() }
    source.resume()
    return source
  }
  defer { for source in sources { source.cancel() } }
  do {
    return try await task.value
  } catch  where task.isCancelled {
    throw RunError(.interrupted, "interrupted; no output was written")
  }
}
