/// Why an evaluation could not be done, in one sentence that says what to do.
package struct EvaluationError: Error, Sendable, CustomStringConvertible {
  /// What kind of failure it is, for callers that decide by it.
  package enum Code: String, Sendable, Hashable {
    /// The folder is not laid out as the format asks.
    case layout
    /// A label file or label map cannot be read or understood.
    case labels
    /// A picture or film of the data cannot be read.
    case picture
    /// The wish makes no sense, for example a film without labels.
    case usage
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
