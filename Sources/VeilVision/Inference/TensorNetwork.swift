/// A network that takes numbers instead of a picture: one float input of a fixed shape, one float output.
///
/// Runs on a thread of its own, one run at a time, in 32-bit floats, so that results are the same on every processor.
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
    _ file: CheckedFile, shape: [Int], name: String, core: CoreReference
  ) async throws -> TensorNetwork {
    let network = TensorNetwork(name: name)
    try await network.compile(file, shape: shape, core: core)
    return network
  }

  private func compile(_ file: CheckedFile, shape: [Int], core: CoreReference) throws {
    request = try TensorRequest(file, shape: shape, name: name, core: core.pointer)
  }

  /// Runs the network.
  ///
  /// - Parameter values: the input, last axis contiguous.
  /// - Returns: the first output, last axis contiguous.
  /// - Throws: ``VisionError``: `modelUnusable` when the number of values is wrong, `runtime` when the run fails.
  package func run(_ values: [Float]) throws -> [Float] {
    guard let request else { throw VisionError(.runtime, "model \(name) is not ready") }
    return try request.run(values)
  }
}
