import VeilVision

/// Outputs of a network made up by a test.
func withOutputs<Result>(
  _ tensors: [(name: String, shape: [Int], values: [Float])], _ body: (OutputTensors) throws -> Result
) rethrows -> Result {
  let memory = tensors.map { tensor in
    let copy = UnsafeMutableBufferPointer<Float>.allocate(capacity: max(1, tensor.values.count))
    _ = copy.initialize(from: tensor.values)
    return copy
  }
  defer { memory.forEach { $0.deallocate() } }
  let views = zip(tensors, memory).map { tensor, copy in
    (
      name: tensor.name,
      view: TensorView(
        shape: tensor.shape, values: UnsafeBufferPointer(start: copy.baseAddress, count: tensor.values.count))
    )
  }
  return try body(OutputTensors(views, model: "made up"))
}
