internal import Crypto
internal import CryptoExtras
package import Cryptography
internal import Foundation

/// A wallet of the Ethereum presale of 2014, which can only be opened, not made.
package struct PresaleWallet: Sendable {
  package let address: Address
  private let sealedSeed: [UInt8]

  /// Reads the JSON of a presale wallet.
  /// - Throws: `malformedJSON`, `corruptedKeystore`.
  package init(json bytes: some Sequence<UInt8>) throws(EthereumError) {
    let json = try JSON(parsing: bytes)
    guard let seed = json["encseed"]?.string, let sealed = try? Hex.decode(seed), sealed.count >= 32,
      sealed.count.isMultiple(of: 16), let text = json["ethaddr"]?.string,
      let address = try? Address(text.hasPrefix("0x") ? text : "0x" + text)
    else { throw EthereumError(.corruptedKeystore, "the presale wallet is damaged; restore the file from a backup") }
    sealedSeed = sealed
    self.address = address
  }

  /// The key: H of the seed that AES-128-CBC under PBKDF2 of the password gives.
  /// - Throws: `wrongPassword`.
  package func secretKey(password: SecretBytes) throws -> SecretKey {
    let salt = password.withUnsafeBytes { Array($0) }
    let derived = try KeyDerivation.pbkdf2(.sha256, password: password, salt: salt, rounds: 2_000, count: 32)
    let aesKey = derived.withUnsafeBytes { SymmetricKey(data: UnsafeRawBufferPointer(rebasing: $0.prefix(16))) }
    let vector = try AES._CBC.IV(ivBytes: sealedSeed.prefix(16))
    let wrong = EthereumError(.wrongPassword, "the password does not open this presale wallet; type it again")
    guard var seed = try? AES._CBC.decrypt(Array(sealedSeed.dropFirst(16)), using: aesKey, iv: vector) else {
      throw wrong
    }
    defer { seed.resetBytes(in: seed.startIndex..<seed.endIndex) }
    guard let key = try? SecretKey(bytes: Keccak256.hash(seed).bytes), key.address == address else { throw wrong }
    return key
  }
}
