package import Cryptography

/// De-identifies attributes: the keyed one-way function of the risk paper's privacy module (its figure 2). Records and
/// queries go through the same, so that a query finds the record and nothing that is stored can be turned back.
///
/// token = HMAC-SHA-256(HKDF(registry key, "veilcam.registry.token.v1" ‖ epoch ‖ kind ‖ form), normal form)
package struct Tokenizer: Sendable {
  /// The forms that records have beside the exact one.
  package let forms: Set<TokenForm>
  private let normaliser: Normaliser
  private let keys: [TokenForm: [AttributeKind: SecretBytes]]

  package init(key: RegistryKey, normaliser: Normaliser, forms: Set<TokenForm> = []) throws {
    self.normaliser = normaliser
    self.forms = forms.union([.exact])
    var keys: [TokenForm: [AttributeKind: SecretBytes]] = [:]
    for form in self.forms {
      for kind in AttributeKind.allCases {
        keys[form, default: [:]][kind] = try key.subkey("veilcam.registry.token.v1", [kind.number, form.number])
      }
    }
    self.keys = keys
  }

  /// All tokens of a record, sorted, so that their order tells nothing.
  /// - Throws: ``RegistryError`` `invalidAttribute`
  package func tokens(of attributes: [Attribute]) throws -> [Hash256] {
    var tokens = Set<Hash256>()
    for attribute in attributes {
      let normal = try normaliser.normal(attribute)
      for form in forms {
        guard let text = Self.text(attribute, normal, form) else { continue }
        tokens.insert(try token(text, attribute.kind, form))
      }
    }
    return tokens.sorted()
  }

  /// The token by which a query's attribute is looked for.
  /// - Throws: ``RegistryError``: `invalidQuery` where records have no tokens of the form.
  package func query(_ attribute: Attribute, _ form: TokenForm) throws -> Hash256 {
    guard forms.contains(form) else {
      throw RegistryError(.invalidQuery, "this registry has no \(form.rawValue) tokens; search exactly")
    }
    switch form {
    case .exact: return try token(try normaliser.normal(attribute), attribute.kind, form)
    case .phonetic:
      guard attribute.kind == .name else { return try query(attribute, .exact) }
      return try token(PhoneticForm.normal(attribute.text), .name, form)
    case .prefix: return try token(try PrefixForm.query(attribute, normaliser), attribute.kind, form)
    }
  }

  /// What makes two records the same person's for the registry: all attributes in their normal form.
  func identity(of attributes: [Attribute], _ key: RegistryKey) throws -> Hash256 {
    let lines = try attributes.map { "\($0.kind.number)=\(try normaliser.normal($0))" }.sorted()
    return RegistryKey.authenticate(
      Array(lines.joined(separator: "\n").utf8), try key.subkey("veilcam.registry.identity.v1"))
  }

  private static func text(_ attribute: Attribute, _ normal: String, _ form: TokenForm) -> String? {
    switch form {
    case .exact: normal
    case .phonetic: attribute.kind == .name ? PhoneticForm.normal(attribute.text) : nil
    case .prefix: PrefixForm.normal(attribute.kind, of: normal)
    }
  }

  private func token(_ text: String, _ kind: AttributeKind, _ form: TokenForm) throws -> Hash256 {
    guard let key = keys[form]?[kind] else {
      throw RegistryError(.invalidQuery, "this registry has no \(form.rawValue) tokens")
    }
    return RegistryKey.authenticate(Array(text.utf8), key)
  }
}
