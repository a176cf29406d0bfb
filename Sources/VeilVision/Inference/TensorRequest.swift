internal import COpenVINO

/// A compiled model with one request and the memory of its inputs; owns all of them.
final class TensorRequest {
  private let name: String
  private let inputs: [TensorInput]
  private var model: OpaquePointer?
  private var request: OpaquePointer?
  private var tensors: [OpaquePointer?] = []
  /// The length of open axes for which `tensors` were made.
  private var count = 0

  init(
    _ file: CheckedFile, inputs: [TensorInput], name: String, options: InferenceOptions, core: OpaquePointer
  ) throws {
    self.name = name
    self.inputs = inputs
    let graph = try ModelGraph(reading: file, name: name, core: core)
    try graph.reshape(to: inputs)
    let what = "preparing a run of model \(name)"
    model = try graph.compile(options, core: core)
    try check(ov_compiled_model_create_infer_request(model, &request), .runtime, what)
  }

  deinit {
    tensors.forEach { ov_tensor_free($0) }
    ov_infer_request_free(request)
    ov_compiled_model_free(model)
  }

  /// Runs the network on the calling thread and returns its first output.
  func run(_ values: [[Float]], count: Int) throws -> [Float] {
    guard values.count == inputs.count, count > 0 else {
      throw VisionError(.modelUnusable, "model \(name) takes \(inputs.count) inputs and was given \(values.count)")
    }
    if self.count != count { try makeTensors(count: count) }
    let what = "running model \(name)"
    for (tensor, numbers) in zip(tensors, values) {
      let memory = try Self.floats(of: unwrap(tensor, what), what)
      guard numbers.count == memory.count else {
        throw VisionError(
          .modelUnusable, "model \(name) takes \(memory.count) numbers and was given \(numbers.count)")
      }
      _ = memory.update(fromContentsOf: numbers)
    }
    try check(ov_infer_request_infer(request), .runtime, what)
    var output: OpaquePointer?
    try check(ov_infer_request_get_output_tensor_by_index(request, 0, &output), .modelUnusable, what)
    defer { ov_tensor_free(output) }
    return Array(try Self.floats(of: unwrap(output, what), what))
  }

  private func makeTensors(count: Int) throws {
    let what = "preparing a run of model \(name)"
    self.count = 0
    tensors.forEach { ov_tensor_free($0) }
    tensors = []
    for (index, input) in inputs.enumerated() {
      let lengths = input.shape(count: count).map { Int64($0) }
      var shape = ov_shape_t()
      try check(ov_shape_create(Int64(lengths.count), lengths, &shape), .runtime, what)
      defer { ov_shape_free(&shape) }
      var tensor: OpaquePointer?
      try check(ov_tensor_create(F32, shape, &tensor), .runtime, what)
      tensors.append(tensor)
      if let name = input.name {
        try check(ov_infer_request_set_tensor(request, name, tensor), .modelUnusable, what)
      } else {
        try check(ov_infer_request_set_input_tensor_by_index(request, index, tensor), .modelUnusable, what)
      }
    }
    self.count = count
  }

  private static func floats(of tensor: OpaquePointer, _ what: String) throws -> UnsafeMutableBufferPointer<Float> {
    var type = F32
    try check(ov_tensor_get_element_type(tensor, &type), .runtime, what)
    guard type == F32 else { throw VisionError(.modelUnusable, "\(what) failed (it does not work with 32-bit floats)") }
    var data: UnsafeMutableRawPointer?
    var count = 0
    try check(ov_tensor_get_size(tensor, &count), .runtime, what)
    if count > 0 { try check(ov_tensor_data(tensor, &data), .runtime, what) }
    let start = data?.assumingMemoryBound(to: Float.self)
    return UnsafeMutableBufferPointer(start: start, count: start == nil ? 0 : count)
  }
}
