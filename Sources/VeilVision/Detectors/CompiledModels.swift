/// A model compiled for the few picture sizes that are in use: compiled on first use, the least recently used dropped.
///
/// A film needs one size; a folder of photographs may need many.
package actor CompiledModels {
  package nonisolated let model: VerifiedModel
  private let options: InferenceOptions
  private let capacity: Int
  private var compiled: [(size: PictureSize, task: Task<CompiledModel, any Error>)] = []

  /// - Parameter capacity: sizes that are kept compiled at the same time.
  package init(_ model: VerifiedModel, options: InferenceOptions, capacity: Int = 2) {
    self.model = model
    self.options = options
    self.capacity = max(1, capacity)
  }

  /// The model for an input size, compiled now if it is not yet.
  package func compiled(for size: PictureSize) async throws -> CompiledModel {
    let task = task(for: size)
    do {
      return try await task.value
    } catch {
      compiled.removeAll { $0.size == size }
      throw error
    }
  }

  private func task(for size: PictureSize) -> Task<CompiledModel, any Error> {
    if let index = compiled.firstIndex(where: { $0.size == size }) {
      let used = compiled.remove(at: index)
      compiled.append(used)
      return used.task
    }
    let (model, options) = (model, options)
    let task = Task {
      try await InferenceRuntime.shared().compile(model, size: size, input: model.manifest.input, options: options)
    }
    if compiled.count >= capacity { compiled.removeFirst() }
    compiled.append((size, task))
    return task
  }
}
