package import Cryptography

/// Who pays for transactions and signs them.
package struct LedgerAccount: Sendable {
  package let key: SecretKey

  package init(_ key: SecretKey) { self.key = key }

  package var address: Address { key.address }
}
