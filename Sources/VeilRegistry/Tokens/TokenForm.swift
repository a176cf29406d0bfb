/// What of an attribute a token stands for. Every further form tells more to who sees the token index
/// (docs/registry.md).
package enum TokenForm: String, Sendable, Hashable, CaseIterable {
  /// The whole normal form.
  case exact
  /// How a name sounds.
  case phonetic
  /// How the normal form begins.
  case prefix

  /// Tells the forms apart in key derivation.
  var number: UInt8 {
    switch self {
    case .exact: 1
    case .phonetic: 2
    case .prefix: 3
    }
  }
}
