package import Cryptography
internal import Dispatch

/// Opens and makes keystores on a thread of its own, one at a time, since a derivation takes a second and much memory.
package actor KeystoreWorker {
  /// Runs an actor's jobs on a queue, so that they do not block the threads that all tasks share.
  private final class Executor: SerialExecutor {
    private let queue = DispatchQueue(label: "veilcam.keystore", qos: .userInitiated)

    func enqueue(_ job: consuming ExecutorJob) {
      let job = UnownedJob(job)
      queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }
  }

  package static let shared = KeystoreWorker()

  private let executor = Executor()

  package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  package init() {}

  /// The key in a keystore.
  /// - Throws: as `Keystore.secretKey(password:)`.
  package func open(_ keystore: Keystore, password: SecretBytes) throws -> SecretKey {
    try keystore.secretKey(password: password)
  }

  /// A keystore with a key.
  package func make(_ key: SecretKey, password: SecretBytes, cost: Keystore.Cost = .standard) throws -> Keystore {
    try Keystore(key, password: password, cost: cost)
  }
}
