import VeilPrivacy

/// Runs work that SIGINT and SIGTERM cancel, so that every partial file is removed on the way out.
///
/// - Throws: what `work` throws; a ``RunError`` of code `interrupted` when a signal ended it.
func interruptible<Result: Sendable>(_ work: @escaping @Sendable () async throws -> Result) async throws -> Result {
  let task = Task(operation: work)
  do {
    return try await Signals.whileHandling({ task.cancel() }) { try await task.value }
  } catch  where task.isCancelled {
    throw RunError(.interrupted, "interrupted; no output was written")
  }
}
