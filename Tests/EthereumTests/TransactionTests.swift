import Cryptography
import Ethereum
import Testing
import VectorTesting

@Suite struct TransactionTests {
  private let key: SecretKey

  init() throws { key = try SecretKey(bytes: [UInt8](repeating: 0x46, count: 32)) }

  /// The example of EIP-155.
  @Test func exampleOfEIP155() throws {
    let transaction = Transaction(
      .legacy(gasPrice: 20_000_000_000), chainID: 1, nonce: 9, gasLimit: 21_000,
      to: try Address("0x3535353535353535353535353535353535353535"), value: 1_000_000_000_000_000_000)
    #expect(
      Hex.encode(try transaction.unsignedEncoding)
        == "ec098504a817c800825208943535353535353535353535353535353535353535880de0b6b3a764000080018080")
    #expect(try transaction.signingHash.hex == "daf5a779ae972f972197303d7b574746c7ef83eadac0f2791ad23db92e4c8e53")
    let signed = try transaction.signed(by: key)
    #expect(
      Hex.encode(try signed.encoded)
        == "f86c098504a817c800825208943535353535353535353535353535353535353535880de0b6b3a76400008025a028ef61340bd939bc"
        + "2195fe537567866003e1a15d3c71ff63e1590620aa636276a067cbe9d8997f761aecb703304b3800ccf555c9f3dc64214b297fb1966a"
        + "3b6d83")
    #expect(try signed.sender == key.address)
  }

  @Test func everyTypeSurvivesItsEncoding() throws {
    var generator = SeededGenerator(seed: 20)
    for _ in 0..<300 {
      let transaction = generator.transaction()
      #expect(try Transaction(unsigned: transaction.unsignedEncoding) == transaction)
      let signed = try transaction.signed(by: key)
      let read = try SignedTransaction(signed.encoded)
      #expect(read == signed)
      #expect(try read.sender == key.address)
    }
  }

  @Test func blobTransactionsAreReadAndWritten() throws {
    let envelope = Transaction.Envelope.blob(
      maxPriorityFeePerGas: 1, maxFeePerGas: 2, accessList: [], maxFeePerBlobGas: 3, blobHashes: [Hash256()])
    let transaction = Transaction(envelope, chainID: 5, nonce: 0, gasLimit: 21_000, to: .zero)
    let signed = try transaction.signed(by: key)
    #expect(try SignedTransaction(signed.encoded) == signed)
    let deployment = Transaction(envelope, chainID: 5, nonce: 0, gasLimit: 21_000, to: nil)
    #expect(throws: EthereumError.self) { try deployment.signed(by: key) }
    #expect(throws: EthereumError.self) { try TransactionRules(fork: .cancun, chainID: 5).check(transaction) }
    #expect(throws: EthereumError.self) { try TransactionRules(fork: .shanghai, chainID: 5).check(transaction) }
  }

  @Test func typedTransactionsNeedAChain() {
    let envelope = Transaction.Envelope.accessList(gasPrice: 1, accessList: [])
    let transaction = Transaction(envelope, chainID: nil, nonce: 0, gasLimit: 1, to: nil)
    #expect(throws: EthereumError(.malformedTransaction, "a transaction of type 1 needs a chain identifier")) {
      try transaction.signed(by: key)
    }
  }

  @Test func otherChainsAndUnknownTypesAreRefused() throws {
    let transaction = Transaction(.legacy(gasPrice: 1), chainID: 7, nonce: 0, gasLimit: 21_000, to: .zero)
    let bytes = try transaction.signed(by: key).encoded
    let rules = TransactionRules(fork: .prague, chainID: 1)
    #expect(#expect(throws: EthereumError.self) { try rules.decode(bytes) }?.code == .wrongChain)
    for type: UInt8 in [4, 5, 0x7F, 0x80, 0xBF] {
      #expect(throws: EthereumError.self) { try SignedTransaction([type] + bytes) }
    }
    #expect(throws: EthereumError.self) { try SignedTransaction([]) }
    #expect(throws: EthereumError.self) { try SignedTransaction(transaction.unsignedEncoding) }
    #expect(throws: EthereumError.self) { try Transaction(unsigned: bytes) }
  }

  @Test func aChainTooLargeForVIsAnError() throws {
    let transaction = Transaction(.legacy(gasPrice: 1), chainID: .max, nonce: 0, gasLimit: 1, to: nil)
    let signed = try transaction.signed(by: key)
    #expect(throws: EthereumError.self) { try signed.encoded }
  }

  @Test func rulesOfTheLatestForks() throws {
    let data = [UInt8](repeating: 1, count: 1_000)
    let transaction = Transaction(.legacy(gasPrice: 1), chainID: 1, nonce: 0, gasLimit: 40_000, to: .zero, data: data)
    #expect(TransactionRules(fork: .cancun, chainID: 1).intrinsicGas(transaction) == 37_000)
    try TransactionRules(fork: .cancun, chainID: 1).check(transaction)
    // EIP-7623: ten for a token, four tokens for a byte other than zero.
    #expect(TransactionRules(fork: .prague, chainID: 1).floorGas(transaction) == 61_000)
    #expect(throws: EthereumError.self) { try TransactionRules(fork: .prague, chainID: 1).check(transaction) }
    var greedy = transaction
    greedy.gasLimit = 16_777_217
    try TransactionRules(fork: .prague, chainID: 1).check(greedy)
    #expect(throws: EthereumError.self) { try TransactionRules(fork: .osaka, chainID: 1).check(greedy) }
  }

  @Test func rlpItemsMustBeOfTheRightKind() {
    #expect(throws: EthereumError.self) { try RLPItem.list([]).requireBytes("it") }
    #expect(throws: EthereumError.self) { try RLPItem.bytes([]).requireList("it") }
    #expect(throws: EthereumError.self) { try RLPItem.bytes([0, 1]).requireNumber("it") }
    #expect(throws: EthereumError.self) { try RLPItem.bytes([UInt8](repeating: 1, count: 33)).requireNumber("it") }
  }

  @Test func deepListsAreRefused() throws {
    // A million lists in each other would exhaust the stack of a recursive reader.
    var bytes = [UInt8]()
    for _ in 0..<1_000_000 { bytes.append(0xC1) }
    #expect(throws: EthereumError.self) { try RLPDecoder.decode(bytes) }
    var item = RLPItem.list([])
    for _ in 0..<200 { item = .list([item]) }
    #expect(try RLPDecoder.decode(item.encoded) == item)
    for _ in 0..<400 { item = .list([item]) }
    #expect(throws: EthereumError.self) { try RLPDecoder.decode(item.encoded) }
  }

  /// The examples of EIP-1014 and EIP-1167.
  @Test func contractAddresses() throws {
    let address = ContractAddress.create2(
      sender: .zero, salt: Hash256(), initCodeHash: Keccak256.hash([0x00]))
    #expect(address.description == "0x4D1A2e2bB4F88F0250f26Ffff098B0b30B26BF38")
    let dead = try Address("0x00000000000000000000000000000000deadbeef")
    let salt = try HexText.hash("0x00000000000000000000000000000000000000000000000000000000cafebabe")
    let code = Keccak256.hash(try Hex.decode("deadbeef"))
    #expect(
      ContractAddress.create2(sender: dead, salt: salt, initCodeHash: code).description
        == "0x60f3f640a8508fC6a86d45DF051962668E1e8AC7")
    let proxy = ContractAddress.proxyCode(of: try Address("0xbebebebebebebebebebebebebebebebebebebebe"))
    #expect(
      Hex.encode(proxy) == "363d3d373d3d3d363d73bebebebebebebebebebebebebebebebebebebebe5af43d82803e903d91602b57fd5bf3")
    #expect(proxy.count == 45)
    #expect(ContractAddress.proxyInitCode(of: .zero).count == 55)
    #expect(ContractAddress.proxyInitCode(of: .zero)[1..<3] == [0x60, 0x2D])
  }

  /// EIP-191 with a validator: the example of the standard's text, computed by its formula.
  @Test func messagesForAValidator() {
    let validator = Address([UInt8](repeating: 3, count: 20)) ?? .zero
    let expected = Keccak256.hash([0x19, 0x00] + validator.bytes + [1, 2, 3])
    #expect(PersonalMessage.hash([1, 2, 3], validator: validator) == expected)
    #expect(
      PersonalMessage.hash(Array("Hello World".utf8)).hex
        == "a1de988600a42c4b4ab089b619297c17d53cffae5d5120d82d8a92d0bb3b78f2")
  }
}
