internal import COpenVINO
internal import Dispatch
internal import Synchronization

/// Compiles models one after the other on a thread of its own, since that takes long and needs much memory.
actor ModelCompiler {
  /// Two at a time: most of the work of compiling is done by one thread, and more would need too much memory.
  private static let compilers = [ModelCompiler(), ModelCompiler()]
  private static let turn = Atomic<Int>(0)

  /// Whose turn it is.
  static var next: ModelCompiler {
    compilers[turn.wrappingAdd(1, ordering: .relaxed).newValue & 1]
  }

  private let executor = QueueExecutor(label: "veilcam.model-compiler")

  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  func compile(
    _ model: VerifiedModel, size: PictureSize, input: PictureInput, options: InferenceOptions, core: CoreReference
  ) throws -> CompiledModel {
    defer { veil_release_free_memory() }
    let weights = try model.weights.map { try WeightsTensor(bytes: $0) }
    let graph = try ModelGraph(reading: model, for: size, weights: weights, core: core.pointer)
    try graph.reshape(to: size, layout: input.layout)
    // Asked before preparing, which replaces the names that the model file gives by numbers of its own.
    let names = try graph.outputNames()
    let prepared = try graph.preprocessed(input)
    let compiled = try prepared.compile(options, core: core.pointer)
    // One request more than run at a time, so that the next picture is scaled while the network works.
    return CompiledModel(
      adopting: compiled, weights: weights, name: model.manifest.name, outputNames: names, size: size,
      maximumRequests: max(1, options.streams) + 1)
  }
}

/// Runs an actor's jobs on one dispatch queue, outside the cooperative pool.
final class QueueExecutor: SerialExecutor {
  private let queue: DispatchQueue

  init(label: String) { queue = DispatchQueue(label: label) }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
  }
}
