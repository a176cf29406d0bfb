/// A network that makes square images out of square images, at one of several sizes; compiled for a size when that is
/// needed for the first time.
package actor SquareNetwork {
  package nonisolated let name: String
  /// SHA-256 of the model file in hexadecimal.
  package nonisolated let sha256: String
  package nonisolated let role: ModelRole
  /// Rows and columns at which it works, ascending.
  package nonisolated let sizes: [Int]

  private let file: CheckedFile
  private let options: InferenceOptions
  /// By side.
  private let inputs: [Int: [TensorInput]]
  private var networks: [Int: Task<TensorNetwork, any Error>] = [:]

  /// - Parameters:
  ///   - model: bytes whose hash was checked; its manifest lists the sizes.
  ///   - options: how to run it.
  ///   - inputs: what the network must take at a size; 0 for the number of images.
  /// - Throws: ``VisionError`` with code `modelUnusable` when the bytes are no model or it takes something else.
  package init(
    _ model: ImageModel, options: InferenceOptions = InferenceOptions(), inputs: (_ side: Int) -> [TensorInput]
  ) throws {
    name = model.manifest.name
    role = model.manifest.role
    sizes = model.manifest.sizes.sorted()
    file = model.file
    sha256 = file.sha256
    self.options = options
    let declared = try InferenceRuntime.shared().inputs(of: file, name: name)
    var bySide: [Int: [TensorInput]] = [:]
    for side in sizes {
      let wanted = inputs(side)
      let fits = wanted.allSatisfy { input in
        declared.contains { $0.name == input.name && $0.accepts(input.counted(like: $0)) }
      }
      guard wanted.count == declared.count, fits else {
        let texts = [declared, wanted].map { inputs in
          inputs.map { "\($0.name ?? "?") \($0.text)" }.joined(separator: " and ")
        }
        throw VisionError(
          .modelUnusable,
          "model \(name) takes \(texts[0]) numbers, but at size \(side) its manifest says \(texts[1]); give it one that it was made for"
        )
      }
      bySide[side] = wanted.map { input in
        declared.first { $0.name == input.name }.map(input.counted) ?? input
      }
    }
    self.inputs = bySide
  }

  /// Runs the network on a batch, some images at a time.
  /// - Parameters:
  ///   - side: one of ``sizes``.
  ///   - count: number of images.
  ///   - values: the inputs, each with as many values for every image.
  /// - Returns: the first output for all images.
  /// - Throws: ``VisionError``: `modelUnusable`, `runtime`.
  package func run(side: Int, count: Int, values: [[Float]]) async throws -> [Float] {
    guard count > 0 else { return [] }
    guard let inputs = inputs[side] else {
      throw VisionError(.modelUnusable, "model \(name) does not work at \(side)×\(side)")
    }
    let network = try await network(side, inputs)
    let batch = inputs.contains { $0.shape.first == 1 } ? 1 : TensorInput.largestCount
    var results: [Float] = []
    for start in stride(from: 0, to: count, by: batch) {
      let part = min(batch, count - start)
      let slices = values.map { Array($0[$0.count / count * start..<$0.count / count * (start + part)]) }
      results += try await network.run(slices, count: part)
    }
    return results
  }

  private func network(_ side: Int, _ inputs: [TensorInput]) async throws -> TensorNetwork {
    if let known = networks[side] { return try await known.value }
    let (file, name, options) = (file, name, options)
    let task = Task { try await InferenceRuntime.shared().network(file, inputs: inputs, name: name, options: options) }
    networks[side] = task
    return try await task.value
  }
}

extension TensorInput {
  /// This input with its first axis as the model file declares it: open, or one image at a time.
  fileprivate func counted(like declared: TensorInput) -> TensorInput {
    guard declared.shape.first == 1, shape.first == 0 else { return self }
    return TensorInput(name, shape: [1] + shape.dropFirst())
  }
}
