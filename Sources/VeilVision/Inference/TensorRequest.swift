internal import COpenVINO

/// A compiled model with one request and the memory of its input; owns all three.
final class TensorRequest {
  private let name: String
  private var model: OpaquePointer?
  private var request: OpaquePointer?
  private var tensor: OpaquePointer?
  private var input = UnsafeMutableBufferPointer<Float>(start: nil, count: 0)

  init(_ file: CheckedFile, shape: [Int], name: String, core: OpaquePointer) throws {
    self.name = name
    let graph = try ModelGraph(reading: file, name: name, core: core)
    let what = "preparing a run of model \(name)"
    model = try graph.compile(InferenceOptions(threads: 1, precision: .float32), core: core)
    try check(ov_compiled_model_create_infer_request(model, &request), .runtime, what)
    try check(ov_infer_request_get_input_tensor(request, &tensor), .modelUnusable, what)
    try checkShape(shape, what)
    input = try Self.floats(of: unwrap(tensor, what), what)
  }

  /// The network must have been made for this very shape: another one of the same layers would compute something too.
  private func checkShape(_ wanted: [Int], _ what: String) throws {
    var shape = ov_shape_t()
    try check(ov_tensor_get_shape(tensor, &shape), .modelUnusable, what)
    defer { ov_shape_free(&shape) }
    let found = UnsafeBufferPointer(start: shape.dims, count: Int(shape.rank)).map { Int($0) }
    guard found == wanted else {
      let texts = [found, wanted].map { $0.map(String.init).joined(separator: "×") }
      throw VisionError(.modelUnusable, "model \(name) takes \(texts[0]) numbers, its description says \(texts[1])")
    }
  }

  deinit {
    ov_tensor_free(tensor)
    ov_infer_request_free(request)
    ov_compiled_model_free(model)
  }

  /// Runs the network on the calling thread and returns its first output.
  func run(_ values: [Float]) throws -> [Float] {
    guard values.count == input.count else {
      throw VisionError(.modelUnusable, "model \(name) takes \(input.count) numbers and was given \(values.count)")
    }
    _ = input.update(fromContentsOf: values)
    let what = "running model \(name)"
    try check(ov_infer_request_infer(request), .runtime, what)
    var output: OpaquePointer?
    try check(ov_infer_request_get_output_tensor_by_index(request, 0, &output), .modelUnusable, what)
    defer { ov_tensor_free(output) }
    return Array(try Self.floats(of: unwrap(output, what), what))
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
