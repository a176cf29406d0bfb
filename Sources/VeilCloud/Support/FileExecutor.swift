internal import Dispatch

/// A thread for blocking calls on files, so that the threads that all tasks share are not held up.
final class FileExecutor: SerialExecutor {
  private let queue = DispatchQueue(label: "veilcam.cloud.file", qos: .userInitiated)

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
  }
}
