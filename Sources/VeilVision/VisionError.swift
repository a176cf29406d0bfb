/// Why detecting failed, in one sentence that says what to do.
package struct VisionError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What kind of failure it is, for callers that decide by it.
  package enum Code: String, Sendable, Hashable {
    /// No file of the model lies in any of the folders that were searched.
    case modelMissing
    /// A file has another size or hash than its manifest says.
    case modelHashMismatch
    /// The model's bytes are as expected, but the runtime cannot read or compile them, or their outputs have other shapes.
    case modelUnusable
    /// A manifest cannot be read or contradicts itself or another.
    case manifestInvalid
    /// No model is known by a name or for a role.
    case unknownModel
    /// Fetching a model failed.
    case download
    /// The inference runtime itself failed.
    case runtime
  }

  package let code: Code
  /// The sentence for a person.
  package let message: String

  package init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  package var description: String { message }
}
