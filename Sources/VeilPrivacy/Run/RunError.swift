/// Why a run did not produce its output, in one sentence that says what to do.
package struct RunError: Error, Sendable, CustomStringConvertible {
  /// What kind of failure it is, for callers that decide by it.
  package enum Code: String, Sendable, Hashable {
    case wouldOverwrite, noInput, unsupportedStream, detectionsMismatch, damaged, verificationFailed, notWritable
    case interrupted, unsupported
  }

  package let code: Code
  package let message: String

  package init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  package var description: String { message }
}
