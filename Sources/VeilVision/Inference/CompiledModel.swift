internal import COpenVINO
package import VeilMedia

/// A network ready to run on pictures of one size, shared by all tasks that need it.
///
/// `@unchecked Sendable` because the compiled model is immutable and its requests are lent to one task at a time.
package final class CompiledModel: @unchecked Sendable {
  /// Columns and rows of the input.
  package let size: PictureSize
  /// Names of the outputs in the model file's order.
  package let outputNames: [String]

  private let owner: CompiledPointer
  private let pool: RequestPool

  init(
    adopting pointer: OpaquePointer, weights: WeightsTensor?, name: String, outputNames: [String], size: PictureSize,
    maximumRequests: Int
  ) {
    let owner = CompiledPointer(adopting: pointer, weights: weights)
    self.owner = owner
    self.outputNames = outputNames
    self.size = size
    pool = RequestPool(limit: maximumRequests) {
      try InferRequest(owner.pointer, outputNames: outputNames, model: name)
    }
  }

  /// Runs the network on a part of a frame.
  ///
  /// - Parameters:
  ///   - frame: the picture.
  ///   - letterbox: which part of it, and where it goes in the input; made for this model's `size`.
  ///   - padding: the level, 0...255, of the input outside the picture.
  ///   - decode: reads the outputs; they are gone when it returns.
  /// - Throws: ``VisionError`` when the run fails, `MediaError` when the picture cannot be scaled, or what `decode` throws.
  package func run<Result: Sendable>(
    _ frame: VideoFrame, _ letterbox: Letterbox, padding: UInt8 = 114, decode: (OutputTensors) throws -> Result
  ) async throws -> Result {
    guard letterbox.input == size else {
      throw VisionError(.runtime, "a picture was prepared for another input than \(size.width)×\(size.height)")
    }
    let request = try await pool.borrow()
    defer { pool.giveBack(request) }
    try request.fill(from: frame, letterbox, padding: padding)
    try await request.run()
    return try request.withOutputs(decode)
  }
}

extension InferRequest {
  /// Scales a part of a frame straight into the network's input memory.
  fileprivate func fill(from frame: VideoFrame, _ letterbox: Letterbox, padding: UInt8) throws {
    let (width, content) = (letterbox.input.width, letterbox.content)
    if lastContent != content {
      input.initializeMemory(as: UInt8.self, repeating: padding)
      lastContent = content
    }
    let rows = UnsafeMutableRawBufferPointer(rebasing: input[(3 * (content.y * width + content.x))...])
    try scaler.scaleToBGR(
      frame, region: letterbox.region, width: content.width, height: content.height, into: rows, bytesPerRow: 3 * width)
  }
}

/// Owns an `ov_compiled_model_t` and the weights it may read from.
///
/// `@unchecked Sendable` because OpenVINO's compiled models are safe to call from several threads.
private final class CompiledPointer: @unchecked Sendable {
  let pointer: OpaquePointer
  private let weights: WeightsTensor?

  init(adopting pointer: OpaquePointer, weights: WeightsTensor?) {
    self.pointer = pointer
    self.weights = weights
  }

  deinit { ov_compiled_model_free(pointer) }
}
