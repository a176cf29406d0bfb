/// Which film of an incident: each is sealed once, under its own key.
package enum Rendition: UInt8, Sendable, Hashable, CaseIterable, CustomStringConvertible {
  /// The whole segment files bit for bit, so that every `videoHash` can be checked.
  case original = 1
  /// The window of the incident with bystanders hidden.
  case protected = 2

  package var description: String {
    switch self {
    case .original: "original"
    case .protected: "protected"
    }
  }

  /// - Throws: `malformed`.
  package init(name: String) throws {
    guard let match = Self.allCases.first(where: { $0.description == name }) else {
      throw EvidenceError.malformed("a rendition is “original” or “protected”")
    }
    self = match
  }
}
