import Cryptography
import Ethereum
import Testing
import VectorTesting

@Suite(.enabled(if: Vectors.isPresent, "\(Vectors.absence)")) struct TransactionVectorTests {
  /// ethereum/tests: for every fork, either an exception or hash, sender and intrinsic gas. The chain is number 1.
  @Test func ethereumTests() throws {
    try EthereumVectors.run(.TransactionTests) { name, vector in
      let bytes = try vector.hex("txbytes")
      let results = try #require(vector["result"]?.object)
      #expect(!results.isEmpty, "\(name) has no results")
      for (forkName, result) in results {
        guard let fork = Fork(rawValue: forkName) else {
          print("vectors: \(name): the fork \(forkName) is not known")
          continue
        }
        let rules = TransactionRules(fork: fork, chainID: 1)
        if let exception = result["exception"]?.string {
          #expect(throws: EthereumError.self, "\(name), \(forkName): \(exception)") { try rules.decode(bytes) }
          continue
        }
        let (transaction, sender) = try rules.decode(bytes)
        #expect(sender.bytes == (try result.hex("sender")), "\(name), \(forkName)")
        #expect(try transaction.hash.bytes == result.hex("hash"), "\(name), \(forkName)")
        #expect(try transaction.encoded == bytes, "\(name), \(forkName)")
        let gas = try UInt256(hex: result.text("intrinsicGas"))
        #expect(rules.intrinsicGas(transaction.transaction) == gas, "\(name), \(forkName)")
      }
    }
  }

  /// ethers: one transaction in every envelope, unsigned and signed.
  @Test(arguments: [EthereumVectors.Family.transaction, .transactions]) func ethers(_ family: EthereumVectors.Family)
    throws
  {
    try EthereumVectors.run(family) { name, vector in
      if vector["signedTransaction"] != nil {
        try Self.checkOld(name, vector)
      } else {
        try Self.check(name, vector)
      }
    }
  }

  /// The form of ethers 6.
  private static func check(_ name: String, _ vector: JSON) throws {
    let fields = try #require(vector["transaction"])
    let key = try SecretKey(bytes: vector.hex("privateKey"))
    let chain = try quantity(fields["chainId"])
    let list = try accessList(fields["accessList"])
    let price = try quantity(fields["gasPrice"])
    let (tip, fee) = (try quantity(fields["maxPriorityFeePerGas"]), try quantity(fields["maxFeePerGas"]))
    let blobHashes = try (fields["blobVersionedHashes"]?.array ?? []).map { try HexText.hash(#require($0.string)) }
    let blob = Transaction.Envelope.blob(
      maxPriorityFeePerGas: tip, maxFeePerGas: fee, accessList: list,
      maxFeePerBlobGas: try quantity(fields["maxFeePerBlobGas"]), blobHashes: blobHashes)
    let forms: [(String, Transaction.Envelope, UInt256?)] = [
      ("Legacy", .legacy(gasPrice: price), nil), ("Eip155", .legacy(gasPrice: price), chain),
      ("Berlin", .accessList(gasPrice: price, accessList: list), chain),
      ("London", .dynamicFee(maxPriorityFeePerGas: tip, maxFeePerGas: fee, accessList: list), chain),
      ("Cancun", blob, chain),
    ]
    var count = 0
    for (form, envelope, chain) in forms {
      guard let unsigned = vector["unsigned" + form]?.string, let signed = vector["signed" + form]?.string else {
        continue
      }
      count += 1
      var transaction = try self.transaction(fields, envelope, chain)
      if form == "Cancun", transaction.to == nil { transaction.to = .zero }
      try expect("\(name), \(form)", transaction, key, unsigned: [unsigned], signed: signed)
      let signature = try transaction.signed(by: key).signature
      if let expected = vector["signature" + form] {
        #expect(signature.r.bytes == (try UInt256(text: expected.text("r")).bigEndianBytes), "\(name), \(form)")
        #expect(signature.s.bytes == (try UInt256(text: expected.text("s")).bigEndianBytes), "\(name), \(form)")
      }
    }
    #expect(count > 0, "\(name) is of no known form: \(vector.object?.keys.sorted() ?? [])")
  }

  /// The form of ethers 5: legacy transactions without a chain and for chain 5.
  private static func checkOld(_ name: String, _ vector: JSON) throws {
    let key = try SecretKey(bytes: vector.hex("privateKey"))
    let envelope = Transaction.Envelope.legacy(gasPrice: try quantity(vector["gasPrice"]))
    for (suffix, chain) in [("", nil), ("ChainId5", UInt256(5))] {
      guard let signed = vector["signedTransaction" + suffix]?.string else { continue }
      let transaction = try self.transaction(vector, envelope, chain)
      // The oldest files have a v of 28 and an empty signature as a placeholder in what they call unsigned.
      var placeholder = transaction
      placeholder.chainID = 28
      let encodings = [try vector.text("unsignedTransaction" + suffix)]
      let isPlaceholder = try encodings == [Hex.encode(placeholder.unsignedEncoding, prefix: true)]
      try expect("\(name)\(suffix)", transaction, key, unsigned: isPlaceholder ? [] : encodings, signed: signed)
      if let account = vector["accountAddress"]?.string {
        #expect(key.address == (try Address(account)), "\(name)")
      }
    }
  }

  private static func expect(
    _ name: String, _ transaction: Transaction, _ key: SecretKey, unsigned: [String], signed: String
  ) throws {
    for text in unsigned {
      #expect(try Hex.encode(transaction.unsignedEncoding, prefix: true) == text, "\(name): unsigned")
      #expect(try Transaction(unsigned: Hex.decode(text)) == transaction, "\(name): unsigned")
    }
    let mine = try transaction.signed(by: key)
    #expect(try Hex.encode(mine.encoded, prefix: true) == signed, "\(name): signed")
    let read = try SignedTransaction(Hex.decode(signed))
    #expect(read == mine, "\(name): signed")
    #expect(try read.sender == key.address, "\(name): sender")
  }

  private static func transaction(
    _ fields: JSON, _ envelope: Transaction.Envelope, _ chain: UInt256?
  ) throws -> Transaction {
    let receiver = fields["to"]?.string ?? ""
    return Transaction(
      envelope, chainID: chain, nonce: try #require(try quantity(fields["nonce"]).uint64),
      gasLimit: try quantity(fields["gasLimit"]), to: receiver.count > 2 ? try Address(receiver) : nil,
      value: try quantity(fields["value"]), data: try Hex.decode(fields["data"]?.string ?? "0x"))
  }

  /// A number as text or number; absent and `0x` are zero.
  private static func quantity(_ json: JSON?) throws -> UInt256 {
    switch json {
    case .string(let text): text == "0x" || text.isEmpty ? .zero : try UInt256(text: text)
    case .number(let text): try UInt256(decimal: text)
    default: .zero
    }
  }

  private static func accessList(_ json: JSON?) throws -> [AccessListEntry] {
    try (json?.array ?? []).map { entry in
      let keys = try #require(entry["storageKeys"]?.array).map { try HexText.hash(#require($0.string)) }
      return AccessListEntry(address: try Address(entry.text("address")), storageKeys: keys)
    }
  }
}
