internal import COpenVINO
internal import VeilMedia

/// One run of a network with its input memory; owns its `ov_infer_request_t`.
///
/// `@unchecked Sendable` because ``RequestPool`` hands it to one task at a time.
final class InferRequest: @unchecked Sendable {
  /// The network's input: rows of 8-bit BGR, owned by `inputTensor`.
  let input: UnsafeMutableRawBufferPointer
  /// Converts pictures into `input`; it keeps a context, so each request has its own.
  let scaler = FrameScaler()
  /// The part of `input` that the last picture covered, so that the padding around it is painted only when it moves.
  var lastContent: PixelRect?

  private let request: OpaquePointer
  private let inputTensor: OpaquePointer
  private let outputNames: [String]
  private let model: String

  init(_ compiled: OpaquePointer, outputNames: [String], model: String) throws {
    let what = "preparing a run of model \(model)"
    var request: OpaquePointer?
    try check(ov_compiled_model_create_infer_request(compiled, &request), .runtime, what)
    self.request = try unwrap(request, what)
    var tensor: OpaquePointer?
    var data: UnsafeMutableRawPointer?
    var count = 0
    do {
      try check(ov_infer_request_get_input_tensor(request, &tensor), .runtime, what)
      try check(ov_tensor_get_byte_size(tensor, &count), .runtime, what)
      try check(ov_tensor_data(tensor, &data), .runtime, what)
      inputTensor = try unwrap(tensor, what)
    } catch {
      ov_tensor_free(tensor)
      ov_infer_request_free(request)
      throw error
    }
    input = UnsafeMutableRawBufferPointer(start: data, count: count)
    self.outputNames = outputNames
    self.model = model
  }

  deinit {
    ov_tensor_free(inputTensor)
    ov_infer_request_free(request)
  }

  /// Runs the network on the runtime's own threads.
  func run() async throws {
    let what = "running model \(model)"
    // A callback must be set before every start: the runtime takes it out of the request while it calls it.
    try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
      let completion = Unmanaged.passRetained(Completion(continuation))
      var callback = ov_callback_t(
        callback_func: { argument in
          guard let argument else { return }
          Unmanaged<Completion>.fromOpaque(argument).takeRetainedValue().continuation.resume()
        }, args: completion.toOpaque())
      do {
        try check(ov_infer_request_set_callback(request, &callback), .runtime, what)
        try check(ov_infer_request_start_async(request), .runtime, what)
      } catch {
        completion.release()
        continuation.resume(throwing: error)
      }
    }
    // The callback does not say whether the run failed; this returns at once and does.
    try check(ov_infer_request_wait(request), .runtime, what)
  }

  /// Reads the outputs of the last run.
  func withOutputs<Result>(_ body: (OutputTensors) throws -> Result) throws -> Result {
    var owned: [OpaquePointer] = []
    defer { owned.forEach { ov_tensor_free($0) } }
    var tensors: [(name: String, view: TensorView)] = []
    for (index, name) in outputNames.enumerated() {
      let what = "reading output \(name) of model \(model)"
      var tensor: OpaquePointer?
      try check(ov_infer_request_get_output_tensor_by_index(request, index, &tensor), .runtime, what)
      let output = try unwrap(tensor, what)
      owned.append(output)
      tensors.append((name, try view(of: output, what)))
    }
    return try body(OutputTensors(tensors, model: model))
  }

  private func view(of tensor: OpaquePointer, _ what: String) throws -> TensorView {
    var shape = ov_shape_t()
    try check(ov_tensor_get_shape(tensor, &shape), .runtime, what)
    defer { ov_shape_free(&shape) }
    let dimensions = UnsafeBufferPointer(start: shape.dims, count: Int(shape.rank)).map { Int($0) }
    var data: UnsafeMutableRawPointer?
    var count = 0
    try check(ov_tensor_get_size(tensor, &count), .runtime, what)
    if count > 0 { try check(ov_tensor_data(tensor, &data), .runtime, what) }
    let start = UnsafePointer(data?.assumingMemoryBound(to: Float.self))
    return TensorView(shape: dimensions, values: UnsafeBufferPointer(start: start, count: start == nil ? 0 : count))
  }

  private final class Completion: Sendable {
    let continuation: CheckedContinuation<Void, any Error>

    init(_ continuation: CheckedContinuation<Void, any Error>) { self.continuation = continuation }
  }
}
