internal import COpenVINO

extension ModelGraph {
  /// Lengths of the axes of the only input, nil where the file leaves one open.
  func inputAxes() throws -> [Int?] {
    let what = "reading the input of model \(name)"
    var port: OpaquePointer?
    try check(ov_model_const_input(pointer, &port), .modelUnusable, what)
    defer { ov_output_const_port_free(port) }
    var shape = ov_partial_shape_t()
    try check(ov_port_get_partial_shape(port, &shape), .modelUnusable, what)
    defer { ov_partial_shape_free(&shape) }
    guard shape.rank.min == shape.rank.max, shape.rank.max >= 0 else { return [] }
    return UnsafeBufferPointer(start: shape.dims, count: Int(shape.rank.max)).map { axis in
      axis.min == axis.max && axis.max > 0 ? Int(axis.max) : nil
    }
  }

  /// Size and order of the axes of a network that takes one picture.
  func pictureInput() throws -> (size: PictureSize, layout: PictureInput.Layout) {
    let axes = try inputAxes()
    if axes.count == 4, axes[1] == 3, let height = axes[2], let width = axes[3] {
      return (PictureSize(width: width, height: height), .nchw)
    }
    if axes.count == 4, axes[3] == 3, let height = axes[1], let width = axes[2] {
      return (PictureSize(width: width, height: height), .nhwc)
    }
    let text = axes.map { $0.map(String.init) ?? "?" }.joined(separator: "×")
    throw VisionError(
      .modelUnusable,
      "model \(name) takes \(text) numbers; expected one picture of three colours and a fixed size, or write a manifest"
    )
  }
}

extension InferenceRuntime {
  /// Size and order of the axes of a network that takes one picture, as its file says.
  /// - Throws: ``VisionError`` with code `modelUnusable` when it takes something else.
  func pictureInput(of model: VerifiedModel) throws -> (size: PictureSize, layout: PictureInput.Layout) {
    let weights = try model.weights.map { try WeightsTensor(bytes: $0) }
    return try withCore { core in
      try ModelGraph(reading: model, for: PictureSize(width: 1, height: 1), weights: weights, core: core).pictureInput()
    }
  }
}
