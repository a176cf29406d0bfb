/// What is fixed when a registry is made.
package struct RegistryOptions: Sendable, Hashable {
  /// What a telephone number without country means.
  package var countryCode: String
  /// Token forms beside the exact one; each tells more to who sees the index.
  package var forms: Set<TokenForm>
  /// Whether the two-person rule is in force from the beginning.
  package var startsWithTwoPersonRule = false

  package init(countryCode: String = "82", forms: Set<TokenForm> = []) {
    self.countryCode = countryCode
    self.forms = forms
  }

  var settings: [String: String] {
    ["version": "1", "countryCode": countryCode, "forms": forms.map(\.rawValue).sorted().joined(separator: ",")]
  }

  /// Reads ``settings``.
  init(_ setting: (String) throws -> String?) throws {
    guard try setting("version") == "1", let countryCode = try setting("countryCode"), let forms = try setting("forms")
    else { throw RegistryError(.notFound, "there is no registry here; make one with `veilcam registry create`") }
    self.init(
      countryCode: countryCode, forms: Set(forms.split(separator: ",").compactMap { TokenForm(rawValue: String($0)) }))
  }
}
