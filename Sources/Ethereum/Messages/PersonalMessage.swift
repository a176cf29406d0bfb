package import Cryptography

/// Messages signed by wallets (EIP-191): the prefix keeps them from being transactions.
package enum PersonalMessage {
  /// The hash of version 0x45, `personal_sign`.
  package static func hash(_ message: some Collection<UInt8>) -> Hash256 {
    var hash = Keccak256()
    hash.update("\u{19}Ethereum Signed Message:\n\(message.count)".utf8)
    hash.update(message)
    return hash.finalize()
  }

  /// The hash of version 0x00, data for one validator, usually a contract.
  package static func hash(_ data: some Collection<UInt8>, validator: Address) -> Hash256 {
    var hash = Keccak256()
    hash.update([0x19, 0x00] + validator.bytes)
    hash.update(data)
    return hash.finalize()
  }

  /// Signs with `personal_sign`.
  package static func sign(_ message: some Collection<UInt8>, by key: SecretKey) throws -> RecoverableSignature {
    try key.sign(hash(message))
  }

  /// Who signed the message with `personal_sign`.
  /// - Throws: `invalidSignature`.
  package static func signer(
    of message: some Collection<UInt8>, _ signature: RecoverableSignature
  ) throws(EthereumError) -> Address { try signer(of: hash(message), signature) }

  /// Who signed a hash.
  /// - Throws: `invalidSignature`.
  package static func signer(of hash: Hash256, _ signature: RecoverableSignature) throws(EthereumError) -> Address {
    guard let key = try? PublicKey.recover(from: signature, over: hash) else {
      throw EthereumError(.invalidSignature, "no key can have made this signature")
    }
    return key.address
  }
}
