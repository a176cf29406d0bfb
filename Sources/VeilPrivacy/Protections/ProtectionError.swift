/// Why a picture could not be protected, in one sentence.
package struct ProtectionError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What kind of failure it is.
  package enum Code: String, Sendable, Hashable {
    /// An option has a value that the method cannot work with.
    case invalidOption
    /// Canvas and frame are not of one format.
    case formatMismatch
    /// Images of instances do not have the shape that was agreed on.
    case shapeMismatch
    /// An instance was not painted over.
    case notPainted
    /// A method was asked for without what it needs.
    case notReady
    /// A photograph does not show one face well enough.
    case unusablePhotograph
  }

  package let code: Code
  package let message: String

  package init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  package var description: String { message }
}
