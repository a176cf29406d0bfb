package import Cryptography

/// A transaction with its signature, ready to be sent.
package struct SignedTransaction: Sendable, Hashable {
  package let transaction: Transaction
  package let signature: RecoverableSignature

  package init(_ transaction: Transaction, signature: RecoverableSignature) {
    self.transaction = transaction
    self.signature = signature
  }

  /// Reads a signed transaction of type 0, 1, 2 or 3, strictly.
  /// - Parameter allowingHighS: accept an s above half the curve's order, as blocks before Homestead did (EIP-2).
  /// - Throws: `malformedRLP`, `malformedTransaction`, `unsupportedTransaction`, `invalidSignature`, `overflow`.
  package init(_ bytes: [UInt8], allowingHighS: Bool = false) throws(EthereumError) {
    var (transaction, fields) = try TransactionDecoder.decode(bytes)
    guard let fields, fields.count == 3 else {
      throw EthereumError(.malformedTransaction, "the transaction is not signed")
    }
    let parity: UInt256
    if transaction.envelope.type == 0, fields[0] != 27, fields[0] != 28 {
      // EIP-155: v = 35 + 2 · chain + parity. Chain 0 does not exist.
      guard fields[0] >= 37 else {
        throw EthereumError(.invalidSignature, "the signature's v is not 27, 28 or above 36")
      }
      let code = fields[0] &- 35
      transaction.chainID = code >> 1
      parity = code & 1
    } else {
      parity = transaction.envelope.type == 0 ? fields[0] &- 27 : fields[0]
    }
    guard parity <= 1, let parity = parity.uint64,
      let signature = try? RecoverableSignature(
        Signature(compact: fields[1].bigEndianBytes + fields[2].bigEndianBytes), yParity: UInt8(parity),
        allowingHighS: allowingHighS)
    else { throw EthereumError(.invalidSignature, "the transaction's signature is out of range") }
    self.init(transaction, signature: signature)
  }

  /// The bytes that travel over the network.
  /// - Throws: `malformedTransaction`, or `overflow` for a chain identifier that v cannot carry.
  package var encoded: [UInt8] {
    get throws(EthereumError) {
      var fields = try transaction.fields
      let type = transaction.envelope.type
      var v = UInt256(UInt64(signature.yParity))
      if type == 0 {
        let base = try transaction.chainID.map { chain throws(EthereumError) in try chain.multiplied(by: 2).adding(35) }
        v = try v.adding(base ?? 27)
      }
      let number = { (scalar: Scalar) throws(EthereumError) in RLPItem.number(try UInt256(bigEndian: scalar.bytes)) }
      fields += [.number(v), try number(signature.r), try number(signature.s)]
      let list = RLPItem.list(fields).encoded
      return type == 0 ? list : [type] + list
    }
  }

  /// The hash by which the network knows it.
  package var hash: Hash256 {
    get throws(EthereumError) { Keccak256.hash(try encoded) }
  }

  /// Who signed it.
  /// - Throws: `invalidSignature` if nobody can have.
  package var sender: Address {
    get throws(EthereumError) {
      let hash = try transaction.signingHash
      guard let key = try? PublicKey.recover(from: signature, over: hash) else {
        throw EthereumError(.invalidSignature, "no key can have signed this transaction")
      }
      return key.address
    }
  }
}
