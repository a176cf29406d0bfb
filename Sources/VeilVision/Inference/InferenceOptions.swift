/// How a model is executed.
package struct InferenceOptions: Sendable, Hashable, Codable {
  /// What the runtime optimises for.
  package enum Hint: String, Sendable, Hashable, Codable {
    /// One request at a time, on all threads: shortest time per picture.
    case latency = "LATENCY"
    /// Several requests at a time, each on few threads: most pictures per second.
    case throughput = "THROUGHPUT"
  }

  /// The type in which the network computes.
  package enum Precision: String, Sendable, Hashable, Codable {
    /// `bf16` where the processor has instructions for it, else `f32`.
    case automatic = "auto"
    /// Reproducible between processors.
    case float32 = "f32"
    /// About twice as fast on processors with bfloat16 instructions, at the same accuracy.
    case bfloat16 = "bf16"
  }

  package var hint: Hint
  /// Requests that may run at the same time.
  package var streams: Int
  /// Threads of all streams together; 0 leaves it to the runtime.
  package var threads: Int
  package var precision: Precision

  package init(hint: Hint = .latency, streams: Int = 1, threads: Int = 0, precision: Precision = .automatic) {
    self.hint = hint
    self.streams = streams
    self.threads = threads
    self.precision = precision
  }
}
