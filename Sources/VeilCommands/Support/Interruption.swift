import Dispatch
import Foundation
import VeilPrivacy

/// Runs work that SIGINT and SIGTERM cancel, so that every partial file is removed on the way out.
///
/// - Throws: what `work` throws; a ``RunError`` of code `interrupted` when a signal ended it.
func interruptible<Result: Sendable>(_ work: @escaping @Sendable () async throws -> Result) async throws -> Result {
  // The work waits until signals are watched; one that came in between would be lost.
  let gate = AsyncStream<Void>.makeStream()
  let task = Task {
    for await _ in gate.stream { break }
    return try await work()
  }
  var sources: [any DispatchSourceSignal] = []
  for number in [SIGINT, SIGTERM] { sources.append(await watch(number) { task.cancel() }) }
  gate.continuation.yield()
  gate.continuation.finish()
  defer { for source in sources { source.cancel() } }
  do {
    return try await task.value
  } catch  where task.isCancelled {
    throw RunError(.interrupted, "interrupted; no output was written")
  }
}

/// Watches for a signal instead of letting it end the process; returns when it is being watched.
private func watch(_ number: Int32, _ handler: @escaping @Sendable () -> Void) async -> any DispatchSourceSignal {
  // Before the source, which puts a handler of its own in place when it is registered.
  signal(number, SIG_IGN)
  let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
  source.setEventHandler(handler: handler)
  await withCheckedContinuation { continuation in
    source.setRegistrationHandler { continuation.resume() }
    source.resume()
  }
  return source
}
