import Cryptography
import Ethereum
import Testing
import VectorTesting

/// Seeded mutation of valid input for every decoder. A decoder may refuse with its typed error or accept; what it accepts
/// it must write again in a form that reads as the same. A trap ends the test run.
@Suite struct FuzzTests {
  private static let rounds = Mutation.rounds(4_000)

  /// Runs `body` on damaged copies of the samples; only typed errors may come out of it.
  private func fuzz(_ seed: UInt64, _ samples: [[UInt8]], _ body: ([UInt8]) throws -> Void) {
    var mutation = Mutation(seed: seed)
    var accepted = 0
    for round in 0..<Self.rounds {
      let sample = samples[round % samples.count]
      let input = round % 16 == 0 ? mutation.random.bytes(0...200) : mutation.mutate(sample)
      do {
        try body(input)
        accepted += 1
      } catch is EthereumError {
        continue
      } catch {
        Issue.record("not a typed error: \(error) for \(Hex.encode(input))")
      }
    }
    #expect(accepted < Self.rounds)
  }

  @Test func rlp() throws {
    var generator = SeededGenerator(seed: 30)
    let samples = (0..<40).map { _ in generator.rlp(depth: 4).encoded }
    fuzz(31, samples) { input in
      let item = try RLPDecoder.decode(input)
      #expect(item.encoded == input)
    }
  }

  @Test func transactions() throws {
    var generator = SeededGenerator(seed: 32)
    let samples = try (0..<40).map { _ in try generator.transaction().signed(by: generator.secretKey()).encoded }
    fuzz(33, samples) { input in
      let transaction = try SignedTransaction(input, allowingHighS: true)
      #expect(try transaction.encoded == input)
      _ = try transaction.sender
    }
    fuzz(34, samples) { input in
      for fork in [Fork.frontier, .byzantium, .berlin, .prague, .osaka] {
        _ = try TransactionRules(fork: fork, chainID: 1).decode(input)
      }
    }
    fuzz(35, try samples.map { try SignedTransaction($0).transaction.unsignedEncoding }) { input in
      let encoding = try Transaction(unsigned: input).unsignedEncoding
      #expect(encoding == input)
    }
  }

  @Test func abi() throws {
    var generator = SeededGenerator(seed: 36)
    var mutation = Mutation(seed: 50)
    for _ in 0..<20 {
      let types = (0...generator.below(3)).map { _ in generator.type(depth: 4) }
      let samples = try (0..<4).map { _ in try ABIEncoder.encode(types.map { generator.value($0) }, as: types) }
      for _ in 0..<Self.rounds / 20 {
        let input = mutation.mutate(samples[generator.below(4)])
        guard let values = try? ABIDecoder.decode(input, as: types) else { continue }
        #expect(try ABIDecoder.decode(ABIEncoder.encode(values, as: types), as: types, canonical: true) == values)
      }
    }
  }

  @Test func revertDataAndEvents() throws {
    let contract = try ABIContract([
      "error E(string[] a, (uint8,bytes) b)", "event V(string indexed a, bytes b, uint8[2] c)",
    ])
    let error = try #require(contract.errors.first)
    let event = try #require(contract.events.first)
    var generator = SeededGenerator(seed: 37)
    var mutation = Mutation(seed: 51)
    let values = error.inputs.map { generator.value($0.type) }
    let samples = [
      error.selector.bytes + (try ABIEncoder.encode(values, as: error.inputs.map(\.type))),
      [0x08, 0xC3, 0x79, 0xA0] + (try ABIEncoder.encode([.string("no")], as: [.string])),
      [0x4E, 0x48, 0x7B, 0x71] + UInt256(1).bigEndianBytes,
    ]
    for _ in 0..<Self.rounds {
      let input = mutation.mutate(samples[generator.below(3)])
      #expect(!RevertReason(input, contract: contract).description.isEmpty)
      _ = try? event.decode(topics: [event.topic, generator.hash()], data: input)
    }
  }

  @Test func notation() throws {
    let samples = [
      "function f(tuple(uint a, (bytes,string)[3] b)[] x, address payable y) external payable returns (int8, bool)",
      "event E(address indexed a, bytes32[] indexed b, uint c) anonymous", "error X(fixed128x18 a)",
      "constructor(uint256[2][3] a) payable",
    ]
    fuzz(38, samples.map { Array($0.utf8) }) { input in
      _ = try ABIContract([String(decoding: input, as: UTF8.self)])
    }
  }

  @Test func compilersJSON() throws {
    let sample = #"""
      [{"type":"function","name":"f","inputs":[{"name":"a","type":"tuple[2][]","components":[{"name":"x","type":"uint8"}]}],
      "outputs":[],"stateMutability":"view"},{"type":"event","name":"E","inputs":[{"name":"a","type":"bytes","indexed":true}]}]
      """#
    fuzz(39, [Array(sample.utf8)]) { input in _ = try ABIContract(jsonText: input) }
  }

  @Test func keystores() throws {
    let password = try secret("p".utf8)
    // Made by eth-account, of the key 0909…09; cheap ones.
    let samples = [
      #"{"address":"58DA990A8F4A3a6ca7cb6315d68a140105917352","crypto":{"cipher":"aes-128-ctr","cipherparams":{"iv":"af2fb2e09bc9e709730601e19419f7f2"},"ciphertext":"130fca7327ce91a03a8ca0d43e5b47ffa52ab13acd7dcee197cd2a7ab0036068","kdf":"scrypt","kdfparams":{"dklen":32,"n":2,"r":8,"p":1,"salt":"df7aa50c6517a8b7074eed7bfdee8933"},"mac":"2a34b84eaacf072f6591c7752644516078040f0cbbe599a740f6953c46e8ebb8"},"id":"1dfe3273-4844-4e26-9847-13769d410831","version":3}"#,
      #"{"address":"58DA990A8F4A3a6ca7cb6315d68a140105917352","crypto":{"cipher":"aes-128-ctr","cipherparams":{"iv":"6b01f658c87197e4917a9b982272b2e1"},"ciphertext":"887eb5c5fecd8ca0af0d67a9656c6ddc0e53b9a6b8406830bee94ea5fff0877c","kdf":"pbkdf2","kdfparams":{"c":2,"dklen":32,"prf":"hmac-sha256","salt":"72cf201e324d0123fc869797f0280281"},"mac":"5b0c6bd333849ba292241fcda8e9e5bffa03da9cf888bfd5076c989e8b10c7cf"},"id":"b8c4e3b8-b702-4e5d-bda5-ee0fcdd6dc98","version":3}"#,
    ].map { Array($0.utf8) }
    for sample in samples { _ = try Keystore(json: sample).secretKey(password: password) }
    fuzz(40, samples) { input in
      let keystore = try Keystore(json: input)
      #expect(try Keystore(json: keystore.json.text.utf8) == keystore)
      // Only the cheap ones: a mutation may ask for seconds of work.
      switch keystore.derivation {
      case .scrypt(let n, let r, let p, _) where n > 4 || r > 16 || p > 16: break
      case .pbkdf2(let rounds, _) where rounds > 100: break
      default: _ = try keystore.secretKey(password: password)
      }
    }
    let presale =
      #"{"encseed": "3a7cc89f7d53d44d6e6445a2cf7fa359598f7914e1b4f808a1b55a13ea4cc71a5529782ba169bb0b169b29e4160c2d41", "ethaddr": "0b88d4b324ec24c8c078551e6e5075547157e5b6"}"#
    fuzz(41, [Array(presale.utf8)]) { input in _ = try PresaleWallet(json: input) }
  }

  @Test func phrasesPathsAndExtendedKeys() throws {
    let phrase = try Mnemonic(entropy: secret([UInt8](0..<32))).phrase
    fuzz(42, [Array(phrase.utf8)]) { input in
      let mnemonic = try Mnemonic(phrase: String(decoding: input, as: UTF8.self))
      #expect(try Mnemonic(phrase: mnemonic.phrase).phrase == mnemonic.phrase)
    }
    fuzz(43, [Array("m/44'/60'/0'/0/17".utf8)]) { input in
      let path = try DerivationPath(String(decoding: input, as: UTF8.self))
      #expect(try DerivationPath(path.description) == path)
    }
    let extended = try HDKey(seed: secret([UInt8](0..<32))).exportExtendedPrivateKey()
    fuzz(44, [Array(extended.utf8)]) { input in
      _ = try HDKey(extendedPrivateKey: String(decoding: input, as: UTF8.self))
    }
    fuzz(45, [Array(ICAP.encode(Address([UInt8](0..<20)) ?? .zero).utf8)]) { input in
      _ = try ICAP.decode(String(decoding: input, as: UTF8.self))
    }
  }

  @Test func typedData() throws {
    var generator = SeededGenerator(seed: 46)
    let samples = (0..<6).map { _ in Array(generator.typedData().text.utf8) }.filter { $0.count < 20_000 }
    fuzz(47, samples) { input in _ = try TypedData(jsonText: input).signingHash }
  }

  @Test func cursorsAndPendingTransactions() throws {
    let cursor =
      #"{"version":1,"next":"0x8","recent":[{"number":"0x7","hash":"0x0000000000000000000000000000000000000000000000000000000000000001","logs":[]}]}"#
    fuzz(48, [Array(cursor.utf8)]) { input in
      let read = try LogCursor(json: JSON(parsing: input))
      #expect(try LogCursor(json: JSON(parsing: read.json.text)) == read)
    }
  }

}

extension SeededGenerator {
  mutating func rlp(depth: Int) -> RLPItem {
    if depth == 0 || below(3) == 0 {
      return .bytes(below(4) == 0 ? bytes(50...300) : bytes(0...5))
    }
    return .list((0..<below(5)).map { _ in rlp(depth: depth - 1) })
  }
}
