import Cryptography
import Ethereum
import Testing

@Suite struct AccountTests {
  /// Published with BIP-39 (Trezor's vectors; the passphrase is TREZOR).
  @Test(arguments: [
    (
      "00000000000000000000000000000000",
      "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about",
      "c55257c360c07c72029aebc1b53c05ed0362ada38ead3e3e9efa3708e53495531f09a6987599d18264c1e1c92f2cf141630c7a3c4ab7c81b2f001698e7463b04"
    ),
    (
      "7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f",
      "legal winner thank year wave sausage worth useful legal winner thank yellow",
      "2e8905819b8723fe2c1d161860e5ee1830318dbf49a83bd451cfb8440c28bd6fa457fe1296106559a3c80937a1c1069be3a3a5bd381ee6260e8d9739fce1f607"
    ),
    (
      "ffffffffffffffffffffffffffffffff", "zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo wrong",
      "ac27495480225222079d7be181583751e86f571027b0497b5b5d11218e0a8a13332572917f0f8e5a589620c6f15b11c61dee327651a14c34e18231052e48c069"
    ),
  ])
  func phrases(_ entropy: String, _ phrase: String, _ seed: String) throws {
    let mnemonic = try Mnemonic(entropy: secret(Hex.decode(entropy)))
    #expect(mnemonic.phrase == phrase)
    #expect(try Mnemonic(phrase: "  " + phrase.uppercased() + "\n").withEntropy { Hex.encode($0) } == entropy)
    #expect(try mnemonic.seed(passphrase: "TREZOR").withUnsafeBytes { Hex.encode($0) } == seed)
  }

  @Test(arguments: [
    "", "abandon", String(repeating: "abandon ", count: 12), String(repeating: "abandon ", count: 11) + "aboot",
    String(repeating: "abandon ", count: 13), "ünïcode " + String(repeating: "abandon ", count: 11),
  ])
  func malformedPhrases(_ phrase: String) {
    let error = #expect(throws: EthereumError.self) { try Mnemonic(phrase: phrase) }
    #expect(error?.code == .malformedPhrase)
    #expect(error?.message.contains("aboot") == false)
  }

  @Test func entropyOfOtherLengthsIsRefused() {
    for count in [0, 15, 17, 33] {
      #expect(throws: EthereumError.self) { try Mnemonic(entropy: SecretBytes.random(count: count)) }
    }
    #expect(throws: EthereumError.self) { try Mnemonic.generate(words: 13) }
  }

  /// Test vectors 1 and 3 of BIP-32.
  @Test(arguments: [
    (
      "000102030405060708090a0b0c0d0e0f", "m/0'/1/2'/2/1000000000",
      "xpub6H1LXWLaKsWFhvm6RVpEL9P4KfRZSW7abD2ttkWP3SSQvnyA8FSVqNTEcYFgJS2UaFcxupHiYkro49S8yGasTvXEYBVPamhGW6cFJodrTHy",
      "xprvA41z7zogVVwxVSgdKUHDy1SKmdb533PjDz7J6N6mV6uS3ze1ai8FHa8kmHScGpWmj4WggLyQjgPie1rFSruoUihUZREPSL39UNdE3BBDu76"
    ),
    (
      "4b381541583be4423346c643850da4b320e46a87ae3d2a4e6da11eba819cd4acba45d239319ac14f863b8d5ab5a0d0c64d2e8a1e7d1457df2e5a3c51c73235be",
      "m/0'",
      "xpub68NZiKmJWnxxS6aaHmn81bvJeTESw724CRDs6HbuccFQN9Ku14VQrADWgqbhhTHBaohPX4CjNLf9fq9MYo6oDaPPLPxSb7gwQN3ih19Zm4Y",
      "xprv9uPDJpEQgRQfDcW7BkF7eTya6RPxXeJCqCJGHuCJ4GiRVLzkTXBAJMu2qaMWPrS7AANYqdq6vcBcBUdJCVVFceUvJFjaPdGZ2y9WACViL4L"
    ),
  ])
  func derivation(_ seed: String, _ path: String, _ xpub: String, _ xprv: String) throws {
    let key = try HDKey(seed: secret(Hex.decode(seed))).derived(DerivationPath(path))
    #expect(key.publicKey.text == xpub)
    #expect(key.exportExtendedPrivateKey() == xprv)
    let read = try HDKey(extendedPrivateKey: xprv)
    #expect(read.exportExtendedPrivateKey() == xprv)
    #expect(try read.child(7).exportExtendedPrivateKey() == key.child(7).exportExtendedPrivateKey())
  }

  /// A public key derives the same children as the private one, and no hardened ones.
  @Test func publicDerivation() throws {
    let account = try HDKey(seed: secret([UInt8](0..<32))).derived(DerivationPath("m/44'/60'/0'"))
    let path = try DerivationPath("m/0/2147483647/3")
    let derived = try HDPublicKey(account.publicKey.text).derived(path)
    #expect(try derived == account.derived(path).publicKey)
    #expect(try derived.publicKey.address == account.derived(path).secretKey.address)
    #expect(throws: EthereumError.self) { try account.publicKey.child(1 << 31) }
    #expect(throws: EthereumError.self) { try HDPublicKey(account.exportExtendedPrivateKey()) }
  }

  /// Test vector 5 of BIP-32: extended public keys that must be refused.
  @Test(arguments: [
    "",
    "xpub661MyMwAqRbcEYS8w7XLSVeEsBXy79zSzH1J8vCdxAZningWLdN3zgtU6LBpB85b3D2yc8sfvZU521AAwdZafEz7mnzBBsz4wKY5fTtTQBm",
    "xpub661MyMwAqRbcEYS8w7XLSVeEsBXy79zSzH1J8vCdxAZningWLdN3zgtU6Txnt3siSujt9RCVYsx4qHZGc62TG4McvMGcAUjeuwZdduYEvFn",
    "xpub661MyMwAqRbcEYS8w7XLSVeEsBXy79zSzH1J8vCdxAZningWLdN3zgtU6N8ZMMXctdiCjxTNq964yKkwrkBJJwpzZS4HS2fxvyYUA4q2Xe4",
    "xpub661no6RGEX3uJkY4bNnPcw4URcQTrSibUZ4NqJEw5eBkv7ovTwgiT91XX27VbEXGENhYRCf7hyEbWrR3FewATdCEebj6znwMfQkhRYHRLpJ",
    "xpub661MyMwAuDcm6CRQ5N4qiHKrJ39Xe1R1NyfouMKTTWcguwVcfrZJaNvhpebzGerh7gucBvzEQWRugZDuDXjNDRmXzSZe4c7mnTK97pTvGS8",
    "xpub661MyMwAqRbcEYS8w7XLSVeEsBXy79zSzH1J8vCdxAZningWLdN3zgtU6Q5JXayek4PRsn35jii4veMimro1xefsM58PgBMrvdYre8QyULY",
  ])
  func malformedExtendedPublicKeys(_ text: String) {
    #expect(throws: EthereumError.self) { try HDPublicKey(text) }
  }

  /// Test vector 5 of BIP-32: extended private keys that must be refused.
  @Test(arguments: [
    "", "xprv", "0OIl",
    "xprv9s21ZrQH143K24Mfq5zL5MhWK9hUhhGbd45hLXo2Pq2oqzMMo63oStZzFAzHGBP2UuGCqWLTAPLcMtD9y5gkZ6Eq3Rjuahrv17fENZ3QzxW",
    "xprv9s21ZrQH143K24Mfq5zL5MhWK9hUhhGbd45hLXo2Pq2oqzMMo63oStZzF93Y5wvzdUayhgkkFoicQZcP3y52uPPxFnfoLZB21Teqt1VvEHx",
    "xprv9s21ZrQH143K24Mfq5zL5MhWK9hUhhGbd45hLXo2Pq2oqzMMo63oStZzFAzHGBP2UuGCqWLTAPLcMtD5SDKr24z3aiUvKr9bJpdrcLg1y3G",
    "xprv9s2SPatNQ9Vc6GTbVMFPFo7jsaZySyzk7L8n2uqKXJen3KUmvQNTuLh3fhZMBoG3G4ZW1N2kZuHEPY53qmbZzCHshoQnNf4GvELZfqTUrcv",
    "xprv9s21ZrQH4r4TsiLvyLXqM9P7k1K3EYhA1kkD6xuquB5i39AU8KF42acDyL3qsDbU9NmZn6MsGSUYZEsuoePmjzsB3eFKSUEh3Gu1N3cqVUN",
    "xprv9s21ZrQH143K24Mfq5zL5MhWK9hUhhGbd45hLXo2Pq2oqzMMo63oStZzF9v5eAFNyTBpu8bPbQmBVeXLsZ4hKQCuxGLDvLBz6PbrYbhZFJb",
    "xpub661MyMwAqRbcFtXgS5sYJABqqG9YLmC4Q1Rdap9gSE8NqtwybGhePY2gZ29ESFjqJoCu1Rupje8YtGqsefD265TMg7usUDFdp6W1EGMcet8",
  ])
  func malformedExtendedKeys(_ text: String) {
    #expect(throws: EthereumError.self) { try HDKey(extendedPrivateKey: text) }
  }

  @Test func depthIsLimited() throws {
    let deep = try DerivationPath(indices: [UInt32](repeating: 1, count: 255))
    let key = try HDKey(seed: secret([UInt8](0..<32))).derived(deep)
    #expect(key.depth == 255)
    #expect(throws: EthereumError.self) { try key.child(0) }
    #expect(throws: EthereumError.self) { try DerivationPath(indices: [UInt32](repeating: 1, count: 256)) }
    for count in [15, 65] { #expect(throws: EthereumError.self) { try HDKey(seed: SecretBytes.random(count: count)) } }
  }

  @Test(arguments: [
    "", "44'/60'", "m/", "m//0", "m/-1", "m/+1", "m/2147483648", "m/99999999999", "m/1''", "m/a", "M/0", "m/0x1",
    "m / 0",
  ])
  func malformedPaths(_ text: String) {
    #expect(throws: EthereumError.self) { try DerivationPath(text) }
  }

  @Test func pathsOfAccounts() throws {
    #expect(try DerivationPath.ethereum(index: 7).description == "m/44'/60'/0'/0/7")
    #expect(try DerivationPath("m/44h/60H/1'/0/7") == .ethereum(account: 1, index: 7))
    #expect(throws: EthereumError.self) { try DerivationPath.ethereum(index: 1 << 31) }
  }

  @Test func secretsAreInNoDescription() throws {
    let mnemonic = try Mnemonic(entropy: secret([UInt8](repeating: 0x7F, count: 16)))
    let master = try HDKey(seed: mnemonic.seed())
    let keyDigits = master.secretKey.withUnsafeBytes { Hex.encode($0) }
    let shown =
      [mnemonic, master, master.secretKey].map { "\($0) \(String(reflecting: $0))" } + [
        dumped(mnemonic), dumped(master),
      ]
    for text in shown {
      #expect(!text.contains("winner") && !text.contains("7f7f"))
      #expect(!text.contains(keyDigits))
    }
  }

  private func dumped(_ value: some Sendable) -> String {
    var text = ""
    dump(value, to: &text)
    return text
  }

  @Test(arguments: [
    "", "XE", "XE00", "XE7338O073KYGTWWZN0F2WZ0R8PX5ZPPZT", "xe7338O073KYGTWWZN0F2WZ0R8PX5ZPPZS",
    "XE73" + String(repeating: "é", count: 30),
  ])
  func malformedICAP(_ text: String) {
    #expect(throws: EthereumError.self) { try ICAP.decode(text) }
  }
}
