/// Why a policy, from a file or from the command line, was refused: one sentence that names the key and the choices.
package struct PolicyError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What kind of failure it is.
  package enum Code: String, Sendable, Hashable {
    /// The file cannot be read or is not valid YAML or JSON.
    case unreadable
    case unknownKey
    case unknownCategory
    case unknownMethod
    /// A value that its key cannot have.
    case invalidValue
    /// A key or an item of a list is given twice.
    case duplicate
    /// Settings that contradict each other, or one that would have no effect.
    case conflict
  }

  package let code: Code
  package let message: String

  package init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  package var description: String { message }
}
