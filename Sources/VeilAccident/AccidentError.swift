/// Why noticing accidents failed, in one sentence that says what to do.
package struct AccidentError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What kind of failure it is, for callers that decide by it.
  package enum Code: String, Sendable, Hashable {
    /// A folder of labelled pictures, or a table of times, is not what it must be.
    case dataInvalid
    /// A head's or a published model's file is not what it must be.
    case headInvalid
    /// Head and backbone do not belong together.
    case mismatch
    /// No trained head is there.
    case headMissing
    /// There is too little to learn from, or learning did not come to numbers.
    case training
    /// A signature is not that of the publisher.
    case signature
    /// A model that is older, or worse, than the one in use.
    case refused
    /// Something cannot be written or read.
    case notWritable, notReadable
    /// A setting makes no sense.
    case setting
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
