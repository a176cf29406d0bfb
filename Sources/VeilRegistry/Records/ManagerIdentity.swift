package import Cryptography

/// A manager as others know him: `ACCOUNT/KEY`, nothing secret. The ledger has the account and the key's hash.
package struct ManagerIdentity: Sendable, Hashable, CustomStringConvertible {
  package let account: Address
  package let openingKey: PublicKey

  package init(account: Address, openingKey: PublicKey) {
    self.account = account
    self.openingKey = openingKey
  }

  /// Reads what ``description`` wrote.
  /// - Throws: ``RegistryError`` `notAuthorised`
  package init(_ text: String) throws(RegistryError) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let account = try? Address(parts[0]), let bytes = try? Hex.decode(parts[1]),
      let key = try? PublicKey(compressed: bytes)
    else {
      throw RegistryError(.notAuthorised, "a manager is written ACCOUNT/KEY, as `registry identity` prints it")
    }
    self.init(account: account, openingKey: key)
  }

  /// What the ledger keeps of the key: H of its 33 bytes.
  package var keyHash: Hash256 { Keccak256.hash(openingKey.compressed) }

  package var description: String { "\(account)/\(Hex.encode(openingKey.compressed))" }
}
