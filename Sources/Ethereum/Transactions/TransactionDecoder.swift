internal import Cryptography

/// Reads the fields of a transaction from RLP, strictly: every number minimal, every length exact, nothing left over.
struct TransactionDecoder {
  private var fields: ArraySlice<RLPItem>

  private init(_ fields: [RLPItem]) { self.fields = fields[...] }

  /// Reads an encoded transaction, and the three fields of its signature where it has one (v or parity, r, s).
  static func decode(_ bytes: [UInt8]) throws(EthereumError) -> (Transaction, signature: [UInt256]?) {
    guard let first = bytes.first else { throw EthereumError(.malformedTransaction, "the transaction is empty") }
    if first >= 0xC0 {
      var decoder = TransactionDecoder(try RLPDecoder.decode(bytes).requireList("the transaction"))
      return try decoder.legacy()
    }
    guard (1...3).contains(first) else {
      throw EthereumError(.unsupportedTransaction, "transactions of type \(first) are not supported")
    }
    let items = try RLPDecoder.decode(bytes.dropFirst()).requireList("the transaction")
    var decoder = TransactionDecoder(items)
    return try decoder.typed(first)
  }

  private mutating func legacy() throws(EthereumError) -> (Transaction, signature: [UInt256]?) {
    guard fields.count == 6 || fields.count == 9 else { throw wrongCount }
    let isBare = fields.count == 6
    let nonce = try nonce()
    let envelope = Transaction.Envelope.legacy(gasPrice: try number("the gas price"))
    var transaction = Transaction(
      envelope, chainID: nil, nonce: nonce, gasLimit: try number("the gas limit"), to: try receiver(),
      value: try number("the value"), data: try bytes("the data"))
    if isBare { return (transaction, nil) }
    let signature = try signature()
    if signature[1].isZero, signature[2].isZero, !signature[0].isZero {
      // EIP-155 writes an unsigned transaction as if the chain were the signature.
      transaction.chainID = signature[0]
      return (transaction, nil)
    }
    return (transaction, signature)
  }

  private mutating func typed(_ type: UInt8) throws(EthereumError) -> (Transaction, signature: [UInt256]?) {
    let unsignedCount = [1: 8, 2: 9, 3: 11][Int(type)] ?? 0
    guard fields.count == unsignedCount || fields.count == unsignedCount + 3 else { throw wrongCount }
    let isSigned = fields.count > unsignedCount
    let chainID = try number("the chain identifier")
    let nonce = try nonce()
    let tip = type >= 2 ? try number("the priority fee") : .zero
    let price = try number("the fee")
    let gasLimit = try number("the gas limit")
    let to = try receiver()
    let value = try number("the value")
    let data = try bytes("the data")
    let list = try accessList()
    let envelope: Transaction.Envelope
    switch type {
    case 1: envelope = .accessList(gasPrice: price, accessList: list)
    case 2: envelope = .dynamicFee(maxPriorityFeePerGas: tip, maxFeePerGas: price, accessList: list)
    default:
      guard to != nil else {
        throw EthereumError(.malformedTransaction, "a transaction with blobs cannot deploy a contract")
      }
      envelope = .blob(
        maxPriorityFeePerGas: tip, maxFeePerGas: price, accessList: list, maxFeePerBlobGas: try number("the blob fee"),
        blobHashes: try blobHashes())
    }
    let transaction = Transaction(
      envelope, chainID: chainID, nonce: nonce, gasLimit: gasLimit, to: to, value: value, data: data)
    return (transaction, isSigned ? try signature() : nil)
  }

  private mutating func next() throws(EthereumError) -> RLPItem {
    guard let item = fields.popFirst() else { throw wrongCount }
    return item
  }

  private mutating func number(_ what: String) throws(EthereumError) -> UInt256 { try next().requireNumber(what) }

  private mutating func bytes(_ what: String) throws(EthereumError) -> [UInt8] { try next().requireBytes(what) }

  private mutating func nonce() throws(EthereumError) -> UInt64 {
    guard let nonce = try number("the nonce").uint64 else {
      throw EthereumError(.malformedTransaction, "the nonce exceeds 64 bits")
    }
    return nonce
  }

  private mutating func receiver() throws(EthereumError) -> Address? {
    let bytes = try bytes("the receiver")
    if bytes.isEmpty { return nil }
    guard let address = Address(bytes) else {
      throw EthereumError(.malformedTransaction, "the receiver has \(bytes.count) bytes instead of 20")
    }
    return address
  }

  private mutating func accessList() throws(EthereumError) -> [AccessListEntry] {
    var entries = [AccessListEntry]()
    for item in try next().requireList("the access list") { entries.append(try AccessListEntry(item: item)) }
    return entries
  }

  private mutating func blobHashes() throws(EthereumError) -> [Hash256] {
    var hashes = [Hash256]()
    for item in try next().requireList("the blob hashes") {
      guard let hash = Hash256(try item.requireBytes("a blob hash")) else {
        throw EthereumError(.malformedTransaction, "a blob hash has not 32 bytes")
      }
      hashes.append(hash)
    }
    return hashes
  }

  private mutating func signature() throws(EthereumError) -> [UInt256] {
    [try number("the signature's v"), try number("the signature's r"), try number("the signature's s")]
  }

  private var wrongCount: EthereumError {
    EthereumError(.malformedTransaction, "the transaction has not as many fields as its type needs")
  }
}

extension Transaction {
  /// Reads a transaction that is not signed.
  /// - Throws: `malformedRLP`, `malformedTransaction`, `unsupportedTransaction`, `overflow`.
  package init(unsigned bytes: [UInt8]) throws(EthereumError) {
    let (transaction, signature) = try TransactionDecoder.decode(bytes)
    guard signature == nil else { throw EthereumError(.malformedTransaction, "the transaction is signed already") }
    self = transaction
  }
}
