/// A parameter of a function, event or error, or a member of a tuple.
package struct ABIParameter: Sendable, Hashable {
  /// Empty where the definition gives none.
  package var name: String
  package var type: ABIType
  /// Only for events: whether the value is a topic.
  package var isIndexed: Bool

  package init(_ name: String = "", type: ABIType, isIndexed: Bool = false) {
    self.name = name
    self.type = type
    self.isIndexed = isIndexed
  }
}
