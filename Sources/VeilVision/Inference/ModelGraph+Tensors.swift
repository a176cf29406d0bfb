internal import COpenVINO

/// Inputs that are numbers.
extension ModelGraph {
  /// The inputs that the model file declares; 0 for axes of any length.
  func inputs() throws -> [TensorInput] {
    let what = "listing the inputs of model \(name)"
    var count = 0
    try check(ov_model_inputs_size(pointer, &count), .modelUnusable, what)
    return try (0..<count).map { index in
      var port: OpaquePointer?
      try check(ov_model_const_input_by_index(pointer, index, &port), .modelUnusable, what)
      defer { ov_output_const_port_free(port) }
      return TensorInput(Self.name(of: port), shape: try Self.lengths(of: port, what))
    }
  }

  /// Fixes all inputs; an axis of length 0 stays open.
  /// - Throws: ``VisionError`` with code `modelUnusable` when the model was made for others.
  func reshape(to wanted: [TensorInput]) throws {
    let found = try inputs()
    let pairs = wanted.map { input in
      (input, input.name == nil && found.count == 1 ? found.first : found.first { $0.name == input.name })
    }
    guard wanted.count == found.count, pairs.allSatisfy({ $1?.accepts($0) == true }) else {
      throw VisionError(
        .modelUnusable,
        "model \(name) takes \(Self.text(of: found)) numbers, its description says \(Self.text(of: wanted))")
    }
    guard pairs.contains(where: { $1?.shape != $0.shape }) else { return }
    for (input, declared) in pairs {
      let dimensions = input.shape.map {
        ov_dimension(min: Int64(max(1, $0)), max: Int64($0 == 0 ? TensorInput.largestCount : $0))
      }
      var shape = ov_partial_shape_t()
      try check(ov_partial_shape_create(Int64(dimensions.count), dimensions, &shape), .runtime, "describing an input")
      defer { ov_partial_shape_free(&shape) }
      try check(
        ov_model_reshape_input_by_name(pointer, declared?.name, shape), .modelUnusable,
        "preparing model \(name) for \(input.text) numbers")
    }
  }

  private static func text(of inputs: [TensorInput]) -> String { inputs.map(\.text).joined(separator: " and ") }

  private static func name(of port: OpaquePointer?) -> String? {
    var name: UnsafeMutablePointer<CChar>?
    guard ov_port_get_any_name(port, &name) == OK, let name else { return nil }
    defer { ov_free(name) }
    return String(cString: name)
  }

  private static func lengths(of port: OpaquePointer?, _ what: String) throws -> [Int] {
    var shape = ov_partial_shape_t()
    try check(ov_port_get_partial_shape(port, &shape), .modelUnusable, what)
    defer { ov_partial_shape_free(&shape) }
    guard shape.rank.min == shape.rank.max, shape.rank.max >= 0 else { return [] }
    return UnsafeBufferPointer(start: shape.dims, count: Int(shape.rank.max)).map { $0.min == $0.max ? Int($0.max) : 0 }
  }
}
