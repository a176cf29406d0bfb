package import Cryptography

/// A transaction that is not signed yet.
package struct Transaction: Sendable, Hashable {
  /// The envelope, with what only it has. Prices are in wei per unit of gas.
  package enum Envelope: Sendable, Hashable {
    /// Type 0, with (EIP-155) or without a chain identifier.
    case legacy(gasPrice: UInt256)
    /// Type 1 (EIP-2930).
    case accessList(gasPrice: UInt256, accessList: [AccessListEntry])
    /// Type 2 (EIP-1559).
    case dynamicFee(maxPriorityFeePerGas: UInt256, maxFeePerGas: UInt256, accessList: [AccessListEntry])
    /// Type 3 (EIP-4844), without the blobs themselves.
    case blob(
      maxPriorityFeePerGas: UInt256, maxFeePerGas: UInt256, accessList: [AccessListEntry],
      maxFeePerBlobGas: UInt256, blobHashes: [Hash256])

    /// The byte in front of a typed envelope; 0 for legacy ones, which have none.
    package var type: UInt8 {
      switch self {
      case .legacy: 0
      case .accessList: 1
      case .dynamicFee: 2
      case .blob: 3
      }
    }

    /// The most that a unit of gas may cost.
    package var maxFeePerGas: UInt256 {
      switch self {
      case .legacy(let price), .accessList(let price, _): price
      case .dynamicFee(_, let fee, _), .blob(_, let fee, _, _, _): fee
      }
    }

    /// The most that the block's proposer gets for a unit of gas.
    package var maxPriorityFeePerGas: UInt256 {
      switch self {
      case .legacy(let price), .accessList(let price, _): price
      case .dynamicFee(let tip, _, _), .blob(let tip, _, _, _, _): tip
      }
    }

    package var accessList: [AccessListEntry] {
      switch self {
      case .legacy: []
      case .accessList(_, let list), .dynamicFee(_, _, let list), .blob(_, _, let list, _, _): list
      }
    }
  }

  package var envelope: Envelope
  /// Which chain it is for; nil only for legacy ones, which then count on every chain.
  package var chainID: UInt256?
  /// How many transactions the sender has sent before.
  package var nonce: UInt64
  /// Units of gas. Chains accept 64 bits (`TransactionRules`); the encoding has no such limit.
  package var gasLimit: UInt256
  /// The receiver; nil deploys a contract.
  package var to: Address?
  /// Wei.
  package var value: UInt256
  /// The call, or the code and arguments of a deployment.
  package var data: [UInt8]

  package init(
    _ envelope: Envelope, chainID: UInt256?, nonce: UInt64, gasLimit: UInt256, to: Address?, value: UInt256 = 0,
    data: [UInt8] = []
  ) {
    self.envelope = envelope
    self.chainID = chainID
    self.nonce = nonce
    self.gasLimit = gasLimit
    self.to = to
    self.value = value
    self.data = data
  }

  /// The bytes whose hash is signed.
  /// - Throws: `malformedTransaction` for a typed one without chain, and for blobs without receiver.
  package var unsignedEncoding: [UInt8] {
    get throws(EthereumError) {
      var fields = try fields
      if envelope.type == 0 {
        if let chainID { fields += [.number(chainID), .bytes([]), .bytes([])] }
        return RLPItem.list(fields).encoded
      }
      return [envelope.type] + RLPItem.list(fields).encoded
    }
  }

  /// The hash that is signed.
  package var signingHash: Hash256 {
    get throws(EthereumError) { Keccak256.hash(try unsignedEncoding) }
  }

  /// The transaction with the signature of a key.
  /// - Throws: `malformedTransaction`, `invalidSignature` if the curve gives none (never seen in practice).
  package func signed(by key: SecretKey) throws(EthereumError) -> SignedTransaction {
    guard let signature = try? key.sign(try signingHash) else {
      _ = try unsignedEncoding
      throw EthereumError(.invalidSignature, "the transaction could not be signed; change it slightly and try again")
    }
    return SignedTransaction(self, signature: signature)
  }

  /// The fields in the order of the envelope, without the signature.
  var fields: [RLPItem] {
    get throws(EthereumError) {
      let receiver = RLPItem.bytes(to?.bytes ?? [])
      let common: [RLPItem] = [.number(gasLimit), receiver, .number(value), .bytes(data)]
      if case .legacy(let price) = envelope { return [.number(nonce), .number(price)] + common }
      guard let chainID else {
        throw EthereumError(.malformedTransaction, "a transaction of type \(envelope.type) needs a chain identifier")
      }
      var fields: [RLPItem] = [.number(chainID), .number(nonce)]
      if envelope.type >= 2 { fields.append(.number(envelope.maxPriorityFeePerGas)) }
      fields.append(.number(envelope.maxFeePerGas))
      fields += common
      fields.append(.list(envelope.accessList.map(\.item)))
      if case .blob(_, _, _, let blobFee, let hashes) = envelope {
        guard to != nil else {
          throw EthereumError(.malformedTransaction, "a transaction with blobs cannot deploy a contract")
        }
        fields += [.number(blobFee), .list(hashes.map { .bytes($0.bytes) })]
      }
      return fields
    }
  }
}
