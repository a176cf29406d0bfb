internal import Dispatch

/// Runs an actor's jobs one after the other on a thread outside Swift's small pool, because decoding, encoding and
/// writing block for long.
package final class MediaExecutor: SerialExecutor {
  private let queue: DispatchQueue

  package init(_ label: String) { queue = DispatchQueue(label: label) }

  package func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
  }
}
