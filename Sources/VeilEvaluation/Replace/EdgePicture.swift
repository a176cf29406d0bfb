/// What an attacker has of a drawn instance.
package struct EdgePicture: Sendable, Hashable, Codable {
  package enum Kind: String, Sendable, Hashable, CaseIterable, Codable {
    /// The picture itself: shows what the attacker can do at all.
    case original
    /// The edges of its crop, before those outside of the outline are left out.
    case edges
    /// What `replace` makes of it.
    case replaced
  }

  package let kind: Kind
  /// Of the blur before edges; nil for originals.
  package let kernel: Int?

  package var text: String { kernel.map { "\(kind.rawValue), kernel \($0)" } ?? kind.rawValue }
}
