/// Why a category cannot be replaced, in one sentence.
package struct CategoryError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What kind of failure it is.
  package enum Code: String, Sendable, Hashable {
    /// A `category.yaml` cannot be read or contradicts itself or another.
    case invalid
    /// No folder replaces objects of a category.
    case missing
    /// Extractor and generator do not fit together.
    case mismatch
  }

  package let code: Code
  package let message: String

  package init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  package var description: String { message }
}
