package import Cryptography

/// Who agreed to a look, and to what, as the audit log has it.
package struct Consent: Sendable, Hashable {
  /// The account of the second manager.
  package let second: Address
  /// The hash that he signed.
  package let agreement: Hash256

  package init(second: Address, agreement: Hash256) {
    self.second = second
    self.agreement = agreement
  }
}
