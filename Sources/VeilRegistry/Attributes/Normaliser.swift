/// Brings an attribute's text into the one form from which its tokens are made, so that a search for the same person
/// finds it however it is written.
package struct Normaliser: Sendable, Hashable {
  /// What a telephone number without country means; digits.
  package let countryCode: String

  /// - Throws: ``RegistryError`` `invalidAttribute` unless the code has 1 to 3 digits.
  package init(countryCode: String = "82") throws(RegistryError) {
    guard (1...3).contains(countryCode.count), countryCode.allSatisfy({ $0.isASCII && $0.isNumber }),
      !countryCode.hasPrefix("0")
    else { throw RegistryError(.invalidAttribute, "a country code has 1 to 3 digits, such as 82") }
    self.countryCode = countryCode
  }

  /// The normal form.
  /// - Throws: ``RegistryError`` `invalidAttribute` that says how to write it; it never repeats the text.
  package func normal(_ attribute: Attribute) throws(RegistryError) -> String {
    let folded = FoldedText(attribute.text)
    let form: String
    switch attribute.kind {
    case .name: form = Self.name(folded)
    case .birthDate: return try DateForm.normal(folded.text)
    case .phone: return try PhoneForm.normal(folded.text, countryCode: countryCode)
    case .documentNumber, .plate: form = folded.compact
    case .address: form = folded.compact
    }
    guard !form.isEmpty else {
      throw RegistryError(.invalidAttribute, "the \(attribute.kind.rawValue) has neither letters nor digits")
    }
    return form
  }

  /// The words in the order of their letters, so that family and given name may change places; Hangul names without
  /// spaces, since they are written with and without.
  private static func name(_ folded: FoldedText) -> String {
    let words = folded.words
    let isHangul = words.joined().unicodeScalars.allSatisfy(\.isHangulSyllable)
    return isHangul ? words.joined() : words.sorted().joined(separator: " ")
  }
}
