/// The beginning of a normal form: a block of people, not one person. Finds a birth month, a family name, a district.
enum PrefixForm {
  /// Characters of the normal form that make the block.
  static func length(_ kind: AttributeKind, _ normal: String) -> Int {
    switch kind {
    case .name: normal.unicodeScalars.allSatisfy(\.isHangulSyllable) ? 1 : 3
    case .birthDate: 7
    case .documentNumber, .plate: 4
    case .phone: 8
    case .address: 5
    }
  }

  /// The block that a normal form belongs to; nil where it is shorter than a block.
  static func normal(_ kind: AttributeKind, of normal: String) -> String? {
    let length = length(kind, normal)
    return normal.count >= length ? String(normal.prefix(length)) : nil
  }

  /// The block that a query means, which may itself be only a beginning: `1990-05`.
  /// - Throws: ``RegistryError`` `invalidQuery` where it is shorter than a block.
  static func query(_ attribute: Attribute, _ normaliser: Normaliser) throws(RegistryError) -> String {
    let folded = FoldedText(attribute.text)
    if attribute.kind == .birthDate, folded.digits.count < 8 {
      guard folded.digits.count == 6, let month = Int(folded.digits.suffix(2)), (1...12).contains(month) else {
        throw RegistryError(.invalidQuery, "the beginning of a birth-date is YYYY-MM")
      }
      return "\(folded.digits.prefix(4))-\(folded.digits.suffix(2))"
    }
    let normal: String
    do {
      normal = try normaliser.normal(attribute)
    } catch {
      normal = folded.compact
    }
    guard let block = self.normal(attribute.kind, of: normal) else {
      throw RegistryError(
        .invalidQuery,
        "the beginning of a \(attribute.kind.rawValue) needs \(length(attribute.kind, normal)) characters")
    }
    return block
  }
}
