package import Cryptography
internal import Umbral

/// The two keys of a manager, derived from one seed: the account that writes on the ledger, and the key to which data keys
/// are wrapped. Neither tells anything about the other.
package struct ManagerKeys: Sendable {
  /// Writes on the ledger, and has to be able to pay for it.
  package let account: SecretKey
  /// Opens data keys and the registry's key.
  package let opening: SecretKey

  /// - Parameter seed: the key in the seed's keystore, used for nothing else.
  package init(seed: SecretKey) throws {
    let root = try SecretKeyFactory(seed: try seed.withUnsafeBytes { try SecretBytes(copying: $0) })
    account = try root.makeKey(label: "veilcam.registry.account.v1".utf8)
    opening = try root.makeKey(label: "veilcam.registry.opening.v1".utf8)
  }

  /// What the authority and the other managers are told.
  package var identity: ManagerIdentity { ManagerIdentity(account: account.address, openingKey: opening.publicKey) }
}
