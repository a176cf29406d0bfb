/// One thing that is known of a person, as it was written. Its text and its mirror never show it.
package struct Attribute: Sendable, Hashable {
  /// The longest text that makes sense.
  package static let maximumByteCount = 400

  package let kind: AttributeKind
  /// As it was given, for the manager who opens the record.
  package let text: String

  /// - Throws: ``RegistryError`` `invalidAttribute` for empty or overlong text.
  package init(_ kind: AttributeKind, _ text: String) throws(RegistryError) {
    guard text.contains(where: { !$0.isWhitespace }) else {
      throw RegistryError(.invalidAttribute, "the \(kind.rawValue) is empty; leave it out or write it")
    }
    guard text.utf8.count <= Self.maximumByteCount else {
      throw RegistryError(.invalidAttribute, "the \(kind.rawValue) is longer than \(Self.maximumByteCount) bytes")
    }
    self.kind = kind
    self.text = text
  }

  /// Reads `KIND=TEXT`.
  /// - Throws: ``RegistryError``
  package init(_ assignment: String) throws(RegistryError) {
    guard let sign = assignment.firstIndex(of: "=") else {
      throw RegistryError(.invalidQuery, "an attribute is written KIND=TEXT, such as plate=12가3456")
    }
    try self.init(
      try AttributeKind(named: String(assignment[..<sign])), String(assignment[assignment.index(after: sign)...]))
  }
}

extension Attribute: CustomStringConvertible, CustomReflectable {
  package var description: String { "Attribute(\(kind.rawValue))" }
  package var customMirror: Mirror { Mirror(self, children: ["kind": kind]) }
}
