import Cryptography
import Ethereum
import Testing
import VectorTesting

/// Both ways against eth-account: what it makes we read, and what we make it reads, on random input.
@Suite(.enabled(if: EthAccount.isPresent, "\(TestPython.absence)")) struct EthAccountTests {
  private static func hex(_ key: SecretKey) -> String { key.withUnsafeBytes { Hex.encode($0) } }

  @Test func addresses() throws {
    var generator = SeededGenerator(seed: 2)
    let keys = try (0..<100).map { _ in try generator.secretKey() }
    let answers = try EthAccount.ask(keys.map { ["task": "account", "key": .string("0x" + Self.hex($0))] })
    for (key, answer) in zip(keys, answers) { #expect(key.address.description == answer.string) }
  }

  @Test func transactions() throws {
    var generator = SeededGenerator(seed: 3)
    let cases = try (0..<150).map { _ in (generator.transaction(), try generator.secretKey()) }
    let made = try EthAccount.ask(
      cases.map { ["task": "transaction", "key": .string(Self.hex($1)), "fields": Self.fields($0)] })
    let senders = try EthAccount.ask(
      cases.map { ["task": "sender", "raw": .string(Hex.encode(try $0.signed(by: $1).encoded))] })
    for (((transaction, key), answer), sender) in zip(zip(cases, made), senders) {
      let signed = try transaction.signed(by: key)
      let raw = try Hex.decode(answer.text("raw"))
      #expect(try signed.encoded == raw, "\(transaction)")
      #expect(try signed.hash.bytes == Hex.decode(answer.text("hash")))
      #expect(try SignedTransaction(raw) == signed)
      #expect(try SignedTransaction(raw).sender == key.address)
      #expect(sender.string == key.address.description)
    }
  }

  private static func fields(_ transaction: Transaction) -> JSON {
    var fields: [String: JSON] = [
      "nonce": .integer(transaction.nonce), "gas": .number(transaction.gasLimit.description),
      "value": .number(transaction.value.description), "data": .string(Hex.encode(transaction.data, prefix: true)),
    ]
    fields["to"] = transaction.to.map { .string($0.description) }
    fields["chainId"] = transaction.chainID.map { .number($0.description) }
    let envelope = transaction.envelope
    if envelope.type == 2 {
      fields["maxFeePerGas"] = .number(envelope.maxFeePerGas.description)
      fields["maxPriorityFeePerGas"] = .number(envelope.maxPriorityFeePerGas.description)
    } else {
      fields["gasPrice"] = .number(envelope.maxFeePerGas.description)
    }
    if envelope.type > 0 {
      fields["type"] = .integer(envelope.type)
      fields["accessList"] = .array(
        envelope.accessList.map { entry in
          [
            "address": .string(entry.address.description),
            "storageKeys": .array(entry.storageKeys.map { .string($0.description) }),
          ]
        })
    }
    return .object(fields)
  }

  @Test func messages() throws {
    var generator = SeededGenerator(seed: 4)
    let cases = try (0..<60).map { _ in (generator.bytes(0...300), try generator.secretKey()) }
    let signatures = try cases.map { try PersonalMessage.sign($0, by: $1) }
    let theirs = try EthAccount.ask(
      cases.map { ["task": "message", "message": .string(Hex.encode($0)), "key": .string(Self.hex($1))] })
    let signers = try EthAccount.ask(
      zip(cases, signatures).map {
        [
          "task": "message_signer", "message": .string(Hex.encode($0.0)), "signature": .string(Hex.encode($1.bytes)),
        ]
      })
    for (index, (message, key)) in cases.enumerated() {
      #expect(Hex.encode(signatures[index].bytes) == theirs[index].string)
      #expect(signers[index].string == key.address.description)
      #expect(try PersonalMessage.signer(of: message, signatures[index]) == key.address)
    }
  }

  @Test func abi() throws {
    var generator = SeededGenerator(seed: 5)
    let cases = (0..<250).map { _ in
      let types = (0...generator.below(3)).map { _ in generator.type() }
      return (types, types.map { generator.value($0) })
    }
    let answers = try EthAccount.ask(
      cases.map { types, values in
        [
          "task": "abi", "types": .array(types.map { .string($0.canonicalName) }),
          "values": .array(values.map(\.json)),
        ]
      })
    for ((types, values), answer) in zip(cases, answers) {
      let bytes = try Hex.decode(#require(answer.string))
      #expect(try ABIEncoder.encode(values, as: types) == bytes, "\(types)")
      #expect(try ABIDecoder.decode(bytes, as: types, canonical: true) == values, "\(types)")
    }
  }

  @Test func typedData() throws {
    var generator = SeededGenerator(seed: 6)
    let cases = try (0..<80).map { _ in (generator.typedData(), try generator.secretKey()) }
    let answers = try EthAccount.ask(
      cases.map { ["task": "typed_data", "data": $0, "key": .string(Self.hex($1))] })
    for ((json, key), answer) in zip(cases, answers) {
      let data = try TypedData(json: json)
      #expect(try data.signingHash.hex == answer.text("hash"), "\(json.text)")
      #expect(try Hex.encode(data.signed(by: key).bytes) == answer.text("signature"))
    }
  }

  @Test(arguments: ["scrypt", "pbkdf2"]) func theirKeystoresOpen(_ kdf: String) throws {
    var generator = SeededGenerator(seed: 7)
    let passwords = ["", "geheim", "пароль 🔑"]
    let keys = try passwords.map { _ in try generator.secretKey() }
    let answers = try EthAccount.ask(
      zip(keys, passwords).map { key, password in
        [
          "task": "keystore_make", "key": .string(Self.hex(key)), "password": .string(password), "kdf": .string(kdf),
          "iterations": .integer(kdf == "scrypt" ? 1_024 : 1_000),
        ]
      })
    for ((key, password), answer) in zip(zip(keys, passwords), answers) {
      let keystore = try Keystore(json: answer.text.utf8)
      #expect(keystore.address == key.address)
      #expect(Self.hex(try keystore.secretKey(password: secret(password.utf8))) == Self.hex(key))
    }
  }

  @Test(arguments: [Keystore.Cost.light, .pbkdf2(rounds: 1_000), .scrypt(n: 2, r: 1, p: 1)])
  func ourKeystoresOpenThere(_ cost: Keystore.Cost) throws {
    var generator = SeededGenerator(seed: 8)
    let passwords = ["", "geheim", "пароль 🔑"]
    let keys = try passwords.map { _ in try generator.secretKey() }
    let answers = try EthAccount.ask(
      zip(keys, passwords).map { key, password in
        let keystore = try Keystore(key, password: secret(password.utf8), cost: cost)
        return ["task": "keystore_open", "keystore": keystore.json, "password": .string(password)]
      })
    for (key, answer) in zip(keys, answers) { #expect(answer.string == Self.hex(key)) }
  }

  @Test func phrases() throws {
    let wordCounts = [12, 15, 18, 21, 24]
    let theirs = try EthAccount.ask(wordCounts.map { ["task": "fresh_phrase", "words": .integer($0)] })
    let ours = try wordCounts.map { try Mnemonic.generate(words: $0).phrase }
    let phrases = try theirs.map { try #require($0.string) } + ours
    let paths = ["m/44'/60'/0'/0/0", "m/44'/60'/7'/0/2147483647", "m/0/1/2", "m"]
    let cases = phrases.enumerated().map { index, phrase in
      (phrase, index.isMultiple(of: 2) ? "" : "zwölf Käse", paths[index % 4])
    }
    let answers = try EthAccount.ask(
      cases.map { phrase, passphrase, path in
        [
          "task": "phrase", "phrase": .string(phrase), "passphrase": .string(passphrase), "path": .string(path),
        ]
      })
    for ((phrase, passphrase, path), answer) in zip(cases, answers) {
      let mnemonic = try Mnemonic(phrase: phrase)
      #expect(mnemonic.phrase == phrase)
      let key = try HDKey(seed: mnemonic.seed(passphrase: passphrase)).derived(DerivationPath(path))
      #expect(Self.hex(key.secretKey) == answer.string, "\(path)")
    }
  }
}
