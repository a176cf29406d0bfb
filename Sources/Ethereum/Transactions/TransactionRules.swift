package import Cryptography

/// Which transactions a chain takes at all, before looking at balances: what a wallet can check by itself.
package struct TransactionRules: Sendable, Hashable {
  /// The longest code of a deployment since Shanghai (EIP-3860).
  package static let maximumInitCode = 49_152
  /// The most gas that one transaction may ask for since Osaka (EIP-7825).
  package static let maximumGas: UInt256 = 16_777_216

  package let fork: Fork
  package let chainID: UInt256

  package init(fork: Fork, chainID: UInt256) {
    self.fork = fork
    self.chainID = chainID
  }

  /// Reads a signed transaction and checks it.
  /// - Returns: the transaction and its sender.
  /// - Throws: what `SignedTransaction` throws, and `check`.
  package func decode(_ bytes: [UInt8]) throws(EthereumError) -> (SignedTransaction, sender: Address) {
    let signed = try SignedTransaction(bytes, allowingHighS: fork < .homestead)
    try check(signed.transaction)
    return (signed, try signed.sender)
  }

  /// Checks everything but the signature.
  /// - Throws: `unsupportedTransaction`, `wrongChain`, `invalidTransaction`.
  package func check(_ transaction: Transaction) throws(EthereumError) {
    try checkEnvelope(transaction)
    guard transaction.nonce < .max else { throw invalid("the nonce is the last one there is (EIP-2681)") }
    guard transaction.gasLimit.uint64 != nil else { throw invalid("the gas limit exceeds 64 bits") }
    guard !transaction.gasLimit.multipliedReportingOverflow(by: transaction.envelope.maxFeePerGas).overflow else {
      throw invalid("the most that the gas may cost exceeds 256 bits")
    }
    guard transaction.envelope.maxPriorityFeePerGas <= transaction.envelope.maxFeePerGas else {
      throw invalid("the priority fee exceeds the fee")
    }
    if fork >= .shanghai, transaction.to == nil, transaction.data.count > Self.maximumInitCode {
      throw invalid("the code of the deployment is longer than \(Self.maximumInitCode) bytes")
    }
    guard fork < .osaka || transaction.gasLimit <= Self.maximumGas else {
      throw invalid("the gas limit exceeds \(Self.maximumGas)")
    }
    let needed = max(intrinsicGas(transaction), fork >= .prague ? floorGas(transaction) : .zero)
    guard transaction.gasLimit >= needed else { throw invalid("the gas limit is below the \(needed) needed to begin") }
  }

  /// What a transaction costs before any code runs (Yellow Paper, g0).
  package func intrinsicGas(_ transaction: Transaction) -> UInt256 {
    let zeros = transaction.data.count { $0 == 0 }
    let others = transaction.data.count - zeros
    var gas = 21_000 + UInt64(zeros) * 4 + UInt64(others) * (fork >= .istanbul ? 16 : 68)
    if transaction.to == nil {
      if fork >= .homestead { gas += 32_000 }
      if fork >= .shanghai { gas += UInt64((transaction.data.count + 31) / 32) * 2 }
    }
    for entry in transaction.envelope.accessList { gas += 2_400 + UInt64(entry.storageKeys.count) * 1_900 }
    return UInt256(gas)
  }

  /// What a transaction with much data costs at least since Prague (EIP-7623).
  package func floorGas(_ transaction: Transaction) -> UInt256 {
    let zeros = transaction.data.count { $0 == 0 }
    return UInt256(21_000 + 10 * UInt64(zeros + (transaction.data.count - zeros) * 4))
  }

  private func checkEnvelope(_ transaction: Transaction) throws(EthereumError) {
    let since: [UInt8: Fork] = [0: .frontier, 1: .berlin, 2: .london, 3: .cancun]
    guard let first = since[transaction.envelope.type], fork >= first else {
      throw EthereumError(
        .unsupportedTransaction, "\(fork.rawValue) knows no transactions of type \(transaction.envelope.type)")
    }
    if let chain = transaction.chainID {
      guard fork >= .spuriousDragon else {
        throw EthereumError(.invalidSignature, "\(fork.rawValue) knows no chain identifiers in signatures")
      }
      guard chain == chainID else {
        throw EthereumError(.wrongChain, "the transaction is for chain \(chain), not for chain \(chainID)")
      }
    }
    if case .blob(_, _, _, _, let hashes) = transaction.envelope {
      guard !hashes.isEmpty, hashes.allSatisfy({ $0.bytes.first == 1 }) else {
        throw invalid("the blob hashes are missing or of an unknown version")
      }
    }
  }

  private func invalid(_ what: String) -> EthereumError { EthereumError(.invalidTransaction, what) }
}
