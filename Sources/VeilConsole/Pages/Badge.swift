/// A state in a word, coloured by what it means for the person.
package struct Badge: PageModel, Hashable {
  /// What the colour says; the word says it too.
  package enum Kind: String, Sendable { case plain, good, bad, wait, info }

  package let text: String
  package let kind: String

  package init(_ text: String, _ kind: Kind = .plain) {
    self.text = text
    self.kind = kind.rawValue
  }
}
