package import Cryptography
internal import Foundation

/// A private key encrypted with a password, in the format of geth and most wallets (Web3 Secret Storage, version 3).
package struct Keystore: Sendable, Hashable {
  /// How the password becomes a key.
  package enum Derivation: Sendable, Hashable {
    case scrypt(n: Int, r: Int, p: Int, salt: [UInt8])
    case pbkdf2(rounds: Int, salt: [UInt8])
  }

  /// The cost of a new keystore.
  package enum Cost: Sendable, Hashable {
    /// geth's default: scrypt with 256 MiB, about a second.
    case standard
    /// geth's `--lightkdf`: scrypt with 4 MiB, for tests and small machines.
    case light
    case scrypt(n: Int, r: Int, p: Int)
    case pbkdf2(rounds: Int)
  }

  /// The most rounds of PBKDF2 that are computed, about a minute.
  package static let maximumRounds = 1 << 25

  /// The account, where the file names it.
  package let address: Address?
  /// A random name of the file (a UUID), without meaning.
  package let identifier: String
  package let derivation: Derivation
  let initialVector: [UInt8]
  let ciphertext: [UInt8]
  let code: Hash256

  init(
    address: Address?, identifier: String, derivation: Derivation, initialVector: [UInt8], ciphertext: [UInt8],
    code: Hash256
  ) {
    self.address = address
    self.identifier = identifier
    self.derivation = derivation
    self.initialVector = initialVector
    self.ciphertext = ciphertext
    self.code = code
  }

  /// Encrypts a key. Blocks the thread for as long as `cost` says; see `KeystoreWorker`.
  package init(_ key: SecretKey, password: SecretBytes, cost: Cost = .standard) throws {
    let salt = RandomBytes.make(32)
    let derivation: Derivation =
      switch cost {
      case .standard: .scrypt(n: 262_144, r: 8, p: 1, salt: salt)
      case .light: .scrypt(n: 4_096, r: 8, p: 6, salt: salt)
      case .scrypt(let n, let r, let p): .scrypt(n: n, r: r, p: p, salt: salt)
      case .pbkdf2(let rounds): .pbkdf2(rounds: rounds, salt: salt)
      }
    let vector = RandomBytes.make(16)
    let derived = try Self.derive(derivation, password)
    let ciphertext = try key.withUnsafeBytes { try KeystoreCipher.apply($0, key: derived, initialVector: vector) }
    self.init(
      address: key.address, identifier: UUID().uuidString.lowercased(), derivation: derivation, initialVector: vector,
      ciphertext: ciphertext.withUnsafeBytes { Array($0) }, code: KeystoreCipher.code(of: derived, ciphertext))
  }

  /// The key. Blocks the thread for as long as the file's parameters demand; see `KeystoreWorker`.
  /// - Throws: `wrongPassword` (a damaged file can look the same), `corruptedKeystore` where the key is not valid or not
  ///   the account's, `unsupportedKeystore` for parameters that are not valid or ask for too much.
  package func secretKey(password: SecretBytes) throws -> SecretKey {
    let derived = try Self.derive(derivation, password)
    let sealed = try SecretBytes(copying: ciphertext)
    guard KeystoreCipher.code(of: derived, sealed).equalsInConstantTime(code) else {
      throw EthereumError(.wrongPassword, "the password does not open this keystore; type it again")
    }
    let bytes = try sealed.withUnsafeBytes {
      try KeystoreCipher.apply($0, key: derived, initialVector: initialVector)
    }
    guard let key = try? SecretKey(adopting: bytes), address == nil || key.address == address else {
      throw EthereumError(
        .corruptedKeystore, "the keystore holds no valid key of its account; restore the file from a backup")
    }
    return key
  }

  private static func derive(_ derivation: Derivation, _ password: SecretBytes) throws -> SecretBytes {
    switch derivation {
    case .scrypt(let n, let r, let p, let salt):
      return try Scrypt.derive(password: password, salt: salt, n: n, r: r, p: p, count: 32)
    case .pbkdf2(let rounds, let salt):
      guard rounds <= maximumRounds else {
        throw EthereumError(.unsupportedKeystore, "the keystore asks for too many rounds of PBKDF2")
      }
      return try KeyDerivation.pbkdf2(.sha256, password: password, salt: salt, rounds: rounds, count: 32)
    }
  }
}
