internal import COpenVINO
internal import Foundation

/// A model that was read but not compiled yet; owns its `ov_model_t`.
final class ModelGraph {
  let pointer: OpaquePointer
  let name: String

  private init(adopting pointer: OpaquePointer, name: String) {
    self.pointer = pointer
    self.name = name
  }

  deinit { ov_model_free(pointer) }

  /// Reads the very bytes whose hash was checked, so that nobody can swap the file in between.
  convenience init(
    reading model: VerifiedModel, for size: PictureSize, weights: WeightsTensor?, core: OpaquePointer
  ) throws {
    let name = model.manifest.name
    let file = try model.manifest.grid.map { try OnnxGridPatch.patched(model.graph, $0, to: size, name: name) }
    var graph: OpaquePointer?
    let status: ov_status_e
    if model.manifest.graphFile?.name.hasSuffix(".tflite") == true {
      // The runtime reads this format from files only.
      status = try PrivateCopy.withFile(file ?? model.graph, named: "model.tflite") {
        ov_core_read_model(core, $0, nil, &graph)
      }
    } else {
      status = (file ?? model.graph).withUnsafeBytes { bytes in
        ov_core_read_model_from_memory_buffer(
          core, bytes.assumingMemoryBound(to: CChar.self).baseAddress, bytes.count, weights?.pointer, &graph)
      }
    }
    try check(status, .modelUnusable, "reading model \(name)")
    self.init(adopting: try unwrap(graph, "reading model \(name)"), name: name)
  }

  /// Reads a network that takes numbers.
  convenience init(reading file: CheckedFile, name: String, core: OpaquePointer) throws {
    var graph: OpaquePointer?
    let status = file.data.withUnsafeBytes { bytes in
      ov_core_read_model_from_memory_buffer(
        core, bytes.assumingMemoryBound(to: CChar.self).baseAddress, bytes.count, nil, &graph)
    }
    try check(status, .modelUnusable, "reading model \(name)")
    self.init(adopting: try unwrap(graph, "reading model \(name)"), name: name)
  }

  /// Fixes the input to one picture of a size.
  func reshape(to size: PictureSize, layout: PictureInput.Layout) throws {
    let (width, height) = (Int64(size.width), Int64(size.height))
    let dimensions: [Int64] = layout == .nchw ? [1, 3, height, width] : [1, height, width, 3]
    var shape = ov_partial_shape_t()
    try check(ov_partial_shape_create_static(4, dimensions, &shape), .runtime, "describing an input")
    defer { ov_partial_shape_free(&shape) }
    try check(
      ov_model_reshape_single_input(pointer, shape), .modelUnusable,
      "preparing model \(name) for \(size.width)×\(size.height)")
  }

  /// The model with 8-bit BGR rows as input and 32-bit floats as outputs.
  func preprocessed(_ input: PictureInput) throws -> ModelGraph {
    let what = "preparing the input of model \(name)"
    var processor: OpaquePointer?
    try check(ov_preprocess_prepostprocessor_create(pointer, &processor), .modelUnusable, what)
    defer { ov_preprocess_prepostprocessor_free(processor) }
    try describeInput(of: try unwrap(processor, what), input, what)
    try convertOutputs(of: try unwrap(processor, what), what)
    var built: OpaquePointer?
    try check(ov_preprocess_prepostprocessor_build(processor, &built), .modelUnusable, what)
    return ModelGraph(adopting: try unwrap(built, what), name: name)
  }

  /// Names of the outputs in the model file's order.
  func outputNames() throws -> [String] {
    let what = "listing the outputs of model \(name)"
    var count = 0
    try check(ov_model_outputs_size(pointer, &count), .modelUnusable, what)
    return try (0..<count).map { index in
      var port: OpaquePointer?
      try check(ov_model_const_output_by_index(pointer, index, &port), .modelUnusable, what)
      defer { ov_output_const_port_free(port) }
      var name: UnsafeMutablePointer<CChar>?
      guard ov_port_get_any_name(port, &name) == OK, let name else { return String(index) }
      defer { ov_free(name) }
      return String(cString: name)
    }
  }

  func compile(_ options: InferenceOptions, core: OpaquePointer) throws -> OpaquePointer {
    var settings = [
      (veil_key_performance_hint(), options.hint.rawValue),
      (veil_key_streams(), String(max(1, options.streams))),
      (veil_key_precision(), options.precision.rawValue),
      // Several networks, the decoder and the encoder share the cores: where a thread runs is the system's business.
      (veil_key_pinning(), "NO"),
    ]
    if options.threads > 0 { settings.append((veil_key_threads(), String(options.threads))) }
    let values = settings.map { strdup($0.1) }
    defer { values.forEach { free($0) } }
    let properties = zip(settings, values).map { ov_property_t(key: $0.0, value: $1.map { UnsafeRawPointer($0) }) }
    var compiled: OpaquePointer?
    try check(
      ov_core_compile_model_props(core, pointer, "CPU", properties.count, properties, &compiled), .modelUnusable,
      "compiling model \(name)")
    return try unwrap(compiled, "compiling model \(name)")
  }

  private func describeInput(of processor: OpaquePointer, _ input: PictureInput, _ what: String) throws {
    var info: OpaquePointer?
    try check(ov_preprocess_prepostprocessor_get_input_info(processor, &info), .modelUnusable, what)
    defer { ov_preprocess_input_info_free(info) }

    var tensor: OpaquePointer?
    try check(ov_preprocess_input_info_get_tensor_info(info, &tensor), .modelUnusable, what)
    defer { ov_preprocess_input_tensor_info_free(tensor) }
    try check(ov_preprocess_input_tensor_info_set_element_type(tensor, U8), .modelUnusable, what)
    try check(ov_preprocess_input_tensor_info_set_color_format(tensor, BGR), .modelUnusable, what)
    try withLayout("NHWC", what) {
      try check(ov_preprocess_input_tensor_info_set_layout(tensor, $0), .modelUnusable, what)
    }

    var steps: OpaquePointer?
    try check(ov_preprocess_input_info_get_preprocess_steps(info, &steps), .modelUnusable, what)
    defer { ov_preprocess_preprocess_steps_free(steps) }
    try addSteps(to: try unwrap(steps, what), input, what)

    var model: OpaquePointer?
    try check(ov_preprocess_input_info_get_model_info(info, &model), .modelUnusable, what)
    defer { ov_preprocess_input_model_info_free(model) }
    try withLayout(input.layout.rawValue, what) {
      try check(ov_preprocess_input_model_info_set_layout(model, $0), .modelUnusable, what)
    }
  }

  private func addSteps(to steps: OpaquePointer, _ input: PictureInput, _ what: String) throws {
    if input.channels == .rgb {
      try check(ov_preprocess_preprocess_steps_convert_color(steps, RGB), .modelUnusable, what)
    }
    guard !input.mean.isEmpty || !input.scale.isEmpty else { return }
    try check(ov_preprocess_preprocess_steps_convert_element_type(steps, F32), .modelUnusable, what)
    if !input.mean.isEmpty {
      try check(
        ov_preprocess_preprocess_steps_mean_multi_channels(steps, input.mean, Int32(input.mean.count)),
        .modelUnusable, what)
    }
    if !input.scale.isEmpty {
      try check(
        ov_preprocess_preprocess_steps_scale_multi_channels(steps, input.scale, Int32(input.scale.count)),
        .modelUnusable, what)
    }
  }

  private func convertOutputs(of processor: OpaquePointer, _ what: String) throws {
    var count = 0
    try check(ov_model_outputs_size(pointer, &count), .modelUnusable, what)
    for index in 0..<count {
      var output: OpaquePointer?
      try check(
        ov_preprocess_prepostprocessor_get_output_info_by_index(processor, index, &output), .modelUnusable, what)
      defer { ov_preprocess_output_info_free(output) }
      var tensor: OpaquePointer?
      try check(ov_preprocess_output_info_get_tensor_info(output, &tensor), .modelUnusable, what)
      defer { ov_preprocess_output_tensor_info_free(tensor) }
      try check(ov_preprocess_output_set_element_type(tensor, F32), .modelUnusable, what)
    }
  }

  private func withLayout(_ text: String, _ what: String, _ body: (OpaquePointer?) throws -> Void) throws {
    var layout: OpaquePointer?
    try check(ov_layout_create(text, &layout), .runtime, what)
    defer { ov_layout_free(layout) }
    try body(layout)
  }
}
