internal import Dispatch

/// Hashes, seals and checks on a thread of its own, so that long work does not block the threads that all tasks share.
package actor EvidenceWorker {
  private final class Executor: SerialExecutor {
    private let queue = DispatchQueue(label: "veilcam.evidence", qos: .userInitiated)

    func enqueue(_ job: consuming ExecutorJob) {
      let job = UnownedJob(job)
      queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }
  }

  package static let shared = EvidenceWorker()

  private let executor = Executor()

  package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  package init() {}

  /// Runs synchronous work on the worker's thread.
  package func run<Result: Sendable>(_ work: @Sendable () throws -> Result) throws -> Result { try work() }
}

/// How much of a long piece of work is done, in bytes.
package typealias ByteProgress = @Sendable (_ done: Int, _ total: Int) -> Void
