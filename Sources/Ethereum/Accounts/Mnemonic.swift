internal import Crypto
package import Cryptography
internal import Foundation

/// A recovery phrase of English words (BIP-39). Only the entropy is kept, in memory that is zeroed; its text and mirror
/// show nothing of it.
package struct Mnemonic: Sendable {
  private let entropy: SecretBytes

  /// A phrase of fresh randomness.
  /// - Parameter words: 12, 15, 18, 21 or 24.
  /// - Throws: `malformedPhrase` for another number of words.
  package static func generate(words: Int = 24) throws -> Mnemonic {
    guard [12, 15, 18, 21, 24].contains(words) else {
      throw EthereumError(.malformedPhrase, "a recovery phrase has 12, 15, 18, 21 or 24 words")
    }
    return try Mnemonic(entropy: SecretBytes.random(count: words / 3 * 4))
  }

  /// - Parameter entropy: 16, 20, 24, 28 or 32 bytes.
  /// - Throws: `malformedPhrase` for another count.
  package init(entropy: SecretBytes) throws(EthereumError) {
    guard [16, 20, 24, 28, 32].contains(entropy.count) else {
      throw EthereumError(.malformedPhrase, "the entropy of a recovery phrase has 16, 20, 24, 28 or 32 bytes")
    }
    self.entropy = entropy
  }

  /// Reads a phrase; letter case and the amount of white space do not matter.
  /// - Throws: `malformedPhrase` for a wrong number of words, an unknown word (named by its place, not its letters), or
  ///   a wrong checksum.
  package init(phrase: String) throws {
    let words = phrase.lowercased().split(whereSeparator: \.isWhitespace)
    guard [12, 15, 18, 21, 24].contains(words.count) else {
      throw EthereumError(.malformedPhrase, "a recovery phrase has 12, 15, 18, 21 or 24 words, not \(words.count)")
    }
    var bits = [Bool]()
    for (place, word) in words.enumerated() {
      guard let index = MnemonicWords.indices[String(word)] else {
        throw EthereumError(.malformedPhrase, "word \(place + 1) of the recovery phrase is not on the list")
      }
      bits += (0..<11).map { index >> (10 - $0) & 1 == 1 }
    }
    let entropyBits = words.count / 3 * 32
    let entropy = try SecretBytes(count: entropyBits / 8) { memory in
      for index in 0..<entropyBits where bits[index] { memory[index / 8] |= 0x80 >> UInt8(index % 8) }
    }
    guard Self.checksum(entropy).prefix(words.count / 3).elementsEqual(bits[entropyBits...]) else {
      throw EthereumError(.malformedPhrase, "the recovery phrase has a wrong checksum; a word is mistyped or misplaced")
    }
    try self.init(entropy: entropy)
  }

  /// The words, to be shown once and written down. The text is an ordinary string that nothing zeroes.
  package var phrase: String {
    let bits = entropy.withUnsafeBytes { Self.bits($0) }
    let all = bits + Self.checksum(entropy).prefix(entropy.count / 4)
    return stride(from: 0, to: all.count, by: 11).map { start in
      MnemonicWords.english[all[start..<start + 11].reduce(0) { $0 << 1 | ($1 ? 1 : 0) }]
    }.joined(separator: " ")
  }

  /// The 64-byte seed of HD wallets: PBKDF2 with HMAC-SHA512, 2048 rounds. Takes some milliseconds.
  /// - Parameter passphrase: the optional extra word; another one gives other keys.
  package func seed(passphrase: String = "") throws -> SecretBytes {
    let salt = "mnemonic" + passphrase.decomposedStringWithCompatibilityMapping
    let password = try SecretBytes(copying: phrase.utf8)
    return try KeyDerivation.pbkdf2(.sha512, password: password, salt: Array(salt.utf8), rounds: 2_048, count: 64)
  }

  /// Reads the entropy in place. Do not let the pointer out of `body`.
  package func withEntropy<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
    try entropy.withUnsafeBytes(body)
  }

  private static func checksum(_ entropy: SecretBytes) -> [Bool] {
    let hash = entropy.withUnsafeBytes { bytes in
      var hash = SHA256()
      hash.update(bufferPointer: bytes)
      return hash.finalize()
    }
    return bits(hash.prefix(1))
  }

  /// Most significant bit first.
  private static func bits(_ bytes: some Sequence<UInt8>) -> [Bool] {
    var bits = [Bool]()
    for byte in bytes {
      for shift in (UInt8(0)..<8).reversed() { bits.append(byte >> shift & 1 == 1) }
    }
    return bits
  }
}

extension Mnemonic: CustomStringConvertible, CustomReflectable {
  package var description: String { "Mnemonic(\(entropy.count / 4 * 3) words)" }
  package var customMirror: Mirror { Mirror(self, children: []) }
}
