internal import VeilMedia

/// Hashes, seals and checks on a thread of its own, so that long work does not block the threads that all tasks share.
package actor EvidenceWorker {
  package static let shared = EvidenceWorker()

  private let executor = MediaExecutor("veilcam.evidence")

  package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  package init() {}

  /// Runs synchronous work on the worker's thread.
  package func run<Result>(_ work: @Sendable () throws -> sending Result) throws -> sending Result { try work() }
}

/// How much of a long piece of work is done, in bytes.
package typealias ByteProgress = @Sendable (_ done: Int, _ total: Int) -> Void
