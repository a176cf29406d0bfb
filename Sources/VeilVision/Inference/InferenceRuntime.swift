internal import COpenVINO
internal import Synchronization

/// The process's one inference engine: OpenVINO on the CPU.
///
/// `@unchecked Sendable` because the core is created once, never changed, and documented as safe to call from several
/// threads.
package final class InferenceRuntime: @unchecked Sendable {
  private let core: OpaquePointer

  private init(adopting core: OpaquePointer) { self.core = core }

  deinit { ov_core_free(core) }

  private static let instance = Mutex<InferenceRuntime?>(nil)

  /// The engine, created on first use.
  /// - Throws: ``VisionError`` with code `runtime` when its libraries cannot be loaded.
  package static func shared() throws -> InferenceRuntime {
    try instance.withLock { instance in
      if let instance { return instance }
      var core: OpaquePointer?
      try check(ov_core_create(&core), .runtime, "starting the inference runtime")
      let created = InferenceRuntime(adopting: try unwrap(core, "starting the inference runtime"))
      instance = created
      return created
    }
  }

  /// The runtime's version, for `doctor` and reports.
  package static var version: String {
    var version = ov_version_t()
    guard ov_get_openvino_version(&version) == OK else { return "unknown" }
    defer { ov_version_free(&version) }
    return version.buildNumber.map { String(cString: $0) } ?? "unknown"
  }

  /// Keeps the process's heaps few, so that memory does not grow with the length of a film; for programs that work on
  /// films. To be called before threads are started.
  package static func boundMemory() { veil_bound_heaps() }

  /// Hands memory that freed models have left behind back to the system.
  package static func releaseMemory() { veil_release_free_memory() }

  /// Lends the engine for reading a model.
  func withCore<Result>(_ body: (OpaquePointer) throws -> Result) rethrows -> Result { try body(core) }

  /// What the processor offers, as the runtime names it (for example `FP32 BF16 INT8`).
  package var capabilities: String {
    var value: UnsafeMutablePointer<CChar>?
    guard ov_core_get_property(core, "CPU", veil_key_capabilities(), &value) == OK, let value else {
      return "unknown"
    }
    defer { ov_free(value) }
    return String(cString: value)
  }

  /// The type that a wish for precision means on this processor.
  package func resolved(_ precision: InferenceOptions.Precision) -> InferenceOptions.Precision {
    guard precision == .automatic else { return precision }
    return capabilities.split(separator: " ").contains("BF16") ? .bfloat16 : .float32
  }

  /// Compiles a model for pictures of one size. Takes some tenths of a second, on a thread of its own.
  ///
  /// - Parameters:
  ///   - model: bytes whose hash was checked.
  ///   - size: columns and rows of the network's input.
  ///   - input: what the network expects.
  ///   - options: how to run it.
  /// - Throws: ``VisionError`` with code `modelUnusable` when the bytes are no model or cannot take that size.
  package func compile(
    _ model: VerifiedModel, size: PictureSize, input: PictureInput, options: InferenceOptions = InferenceOptions()
  ) async throws -> CompiledModel {
    var options = options
    options.precision = resolved(options.precision)
    return try await ModelCompiler.next.compile(
      model, size: size, input: input, options: options, core: CoreReference(core))
  }

  /// Compiles a network that takes numbers.
  ///
  /// - Parameters:
  ///   - file: bytes whose hash was checked.
  ///   - shape: lengths of the axes of its only input, outermost first.
  ///   - name: for errors.
  /// - Throws: ``VisionError`` with code `modelUnusable` when the bytes are no model or cannot take that shape.
  package func network(_ file: CheckedFile, input shape: [Int], name: String) async throws -> TensorNetwork {
    try await network(
      file, inputs: [TensorInput(shape: shape)], name: name,
      options: InferenceOptions(threads: 1, precision: .float32))
  }

  /// Compiles a network that takes several arrays of numbers.
  ///
  /// - Parameters:
  ///   - file: bytes whose hash was checked.
  ///   - inputs: all of its inputs.
  ///   - name: for errors.
  ///   - options: how to run it.
  /// - Throws: ``VisionError`` with code `modelUnusable` when the bytes are no model or it has other inputs.
  package func network(
    _ file: CheckedFile, inputs: [TensorInput], name: String, options: InferenceOptions
  ) async throws -> TensorNetwork {
    var options = options
    options.precision = resolved(options.precision)
    return try await TensorNetwork.compiled(
      file, inputs: inputs, name: name, options: options, core: CoreReference(core))
  }

  /// The inputs that a network declares, 0 for axes of any length.
  /// - Throws: ``VisionError`` with code `modelUnusable` when the bytes are no model.
  package func inputs(of file: CheckedFile, name: String) throws -> [TensorInput] {
    try ModelGraph(reading: file, name: name, core: core).inputs()
  }
}

/// The core's pointer on its way to the compiling thread; `@unchecked Sendable` like its owner, which lives as long as
/// the process.
struct CoreReference: @unchecked Sendable {
  let pointer: OpaquePointer

  init(_ pointer: OpaquePointer) { self.pointer = pointer }
}
