/// A network that takes numbers instead of a picture, and gives numbers: its first output.
///
/// Runs on a thread of its own, one run at a time.
package actor TensorNetwork {
  private nonisolated let executor: QueueExecutor
  package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  private let name: String
  private var request: TensorRequest?

  private init(name: String) {
    executor = QueueExecutor(label: "veilcam.tensor-network")
    self.name = name
  }

  static func compiled(
    _ file: CheckedFile, inputs: [TensorInput], name: String, options: InferenceOptions, core: CoreReference
  ) async throws -> TensorNetwork {
    let network = TensorNetwork(name: name)
    try await network.compile(file, inputs: inputs, options: options, core: core)
    return network
  }

  private func compile(
    _ file: CheckedFile, inputs: [TensorInput], options: InferenceOptions, core: CoreReference
  ) throws {
    request = try TensorRequest(file, inputs: inputs, name: name, options: options, core: core.pointer)
  }

  /// Runs a network of one input.
  ///
  /// - Parameter values: the input, last axis contiguous.
  /// - Returns: the first output, last axis contiguous.
  /// - Throws: ``VisionError``: `modelUnusable` when the number of values is wrong, `runtime` when the run fails.
  package func run(_ values: [Float]) throws -> [Float] { try run([values], count: 1) }

  /// Runs the network.
  ///
  /// - Parameters:
  ///   - values: the inputs in the order in which they were described, last axis contiguous.
  ///   - count: length of the axes that were left open.
  /// - Returns: the first output, last axis contiguous.
  /// - Throws: ``VisionError``: `modelUnusable` when the number of values is wrong, `runtime` when the run fails.
  package func run(_ values: [[Float]], count: Int) throws -> [Float] {
    guard let request else { throw VisionError(.runtime, "model \(name) is not ready") }
    return try request.run(values, count: count)
  }
}
