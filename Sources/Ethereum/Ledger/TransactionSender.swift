package import Cryptography

/// Sends the transactions of one account and sees them through: nonce, fees, broadcast, replacement of what is stuck,
/// and waiting until they lie deep enough. Safe to use from many tasks.
package struct TransactionSender: Sendable {
  /// How transactions are seen through.
  package struct Policy: Sendable, Hashable {
    /// Blocks that must contain or follow the transaction: 1 is satisfied when it is mined.
    package var confirmations: UInt64
    /// How often the node is asked.
    package var pollInterval: Duration
    /// How long an attempt may wait to be mined before a dearer one replaces it.
    package var replaceAfter: Duration
    package var maximumReplacements: Int
    /// How long to wait in all.
    package var giveUpAfter: Duration
    /// Added to the estimate of gas, in percent.
    package var gasMargin: UInt64

    package init(
      confirmations: UInt64 = 3, pollInterval: Duration = .seconds(2), replaceAfter: Duration = .seconds(90),
      maximumReplacements: Int = 6, giveUpAfter: Duration = .seconds(1_800), gasMargin: UInt64 = 20
    ) {
      self.confirmations = confirmations
      self.pollInterval = pollInterval
      self.replaceAfter = replaceAfter
      self.maximumReplacements = maximumReplacements
      self.giveUpAfter = giveUpAfter
      self.gasMargin = gasMargin
    }
  }

  /// How often a transaction is signed again because its nonce was taken meanwhile.
  private static let maximumNonceRetries = 3
  /// How often a transaction is handed over when it is not clear whether it arrived.
  private static let maximumBroadcasts = 4

  package let key: SecretKey
  let node: EthereumNode
  let chainID: UInt256
  let nonces: NonceManager
  let oracle: FeeOracle
  package let policy: Policy

  /// - Parameter nonces: shared by all senders of the account.
  package init(
    _ key: SecretKey, node: EthereumNode, chainID: UInt256, nonces: NonceManager, oracle: FeeOracle,
    policy: Policy = Policy()
  ) {
    self.key = key
    self.node = node
    self.chainID = chainID
    self.nonces = nonces
    self.oracle = oracle
    self.policy = policy
  }

  /// Sends a transaction and waits until it lies deep enough. A reverted one is returned like any other: look at
  /// `Receipt.isSuccess`.
  /// - Parameters:
  ///   - request: what to do; without a gas limit, the node's estimate and a margin.
  ///   - record: called before anything is handed to the network, and again for each replacement, so that the
  ///     transaction can be seen through after a restart.
  /// - Throws: `RPCError`, `EthereumError`, what `record` throws; `CancellationError`.
  package func send(
    _ request: CallRequest, record: (PendingTransaction) async throws -> Void = { _ in }
  ) async throws -> Receipt {
    try await wait(for: submit(request, record: record), record: record)
  }

  /// Sends a transaction and does not wait.
  /// - Throws: as `send`; `reverted` if the estimate of gas shows that it would fail.
  package func submit(
    _ request: CallRequest, record: (PendingTransaction) async throws -> Void = { _ in }
  ) async throws -> PendingTransaction {
    let gas = try await gasLimit(request)
    let fees = try await oracle.suggestion()
    var retries = 0
    while true {
      let nonce = try await nonces.reserve(key.address)
      let pending: PendingTransaction
      do {
        pending = PendingTransaction(
          sender: key.address, try signed(request, nonce: nonce, gas: gas, fees: fees))
        try await record(pending)
      } catch {
        await nonces.release(nonce, of: key.address)
        throw error
      }
      do {
        for attempt in pending.attempts { try await broadcast(attempt) }
        await nonces.sent(nonce, by: key.address)
        return pending
      } catch let error as RPCError where error.code == .nonceTooLow && retries < Self.maximumNonceRetries {
        retries += 1
        await forget(nonce)
      } catch let error as RPCError where Self.refusals.contains(error.code) {
        await nonces.release(nonce, of: key.address)
        throw error
      } catch {
        // It may have arrived all the same, so its nonce is not free.
        await forget(nonce)
        throw error
      }
    }
  }

  /// Answers after which it is certain that the node has not kept the transaction, and its nonce is free.
  private static let refusals: Set<RPCError.Code> = [.insufficientFunds, .reverted, .methodNotFound, .server]

  /// A dearer attempt at the same nonce.
  func replace(
    _ pending: inout PendingTransaction, record: (PendingTransaction) async throws -> Void
  ) async throws {
    guard let last = pending.attempts.last else { return }
    var transaction = last.transaction
    let old = Fees(
      maxPriorityFeePerGas: transaction.envelope.maxPriorityFeePerGas, maxFeePerGas: transaction.envelope.maxFeePerGas)
    let fees = try await oracle.replacement(of: old)
    switch transaction.envelope {
    case .legacy: transaction.envelope = .legacy(gasPrice: fees.maxFeePerGas)
    case .accessList(_, let list): transaction.envelope = .accessList(gasPrice: fees.maxFeePerGas, accessList: list)
    case .dynamicFee(_, _, let list):
      transaction.envelope = .dynamicFee(
        maxPriorityFeePerGas: fees.maxPriorityFeePerGas, maxFeePerGas: fees.maxFeePerGas, accessList: list)
    case .blob: throw RPCError(.notMined, "a transaction with blobs is stuck and cannot be replaced from here")
    }
    let signed = try transaction.signed(by: key)
    pending.append(signed)
    try await record(pending)
    try await broadcast(signed)
  }

  /// Hands a transaction over until it is certain that the node has it. The same bytes cannot count twice, so this may
  /// be repeated, after asking whether they arrived.
  func broadcast(_ transaction: SignedTransaction) async throws {
    let hash = try transaction.hash
    for attempt in 1... {
      do {
        try await node.send(transaction)
        return
      } catch let error as RPCError {
        if error.code == .alreadyKnown { return }
        // “Too low” is also the answer when this very transaction has been mined.
        if error.code == .nonceTooLow, try await node.knows(hash) { return }
        guard error.isTransient else { throw error }
        if (try? await node.knows(hash)) == true { return }
        guard attempt < Self.maximumBroadcasts else { throw error }
        try await node.clock.sleep(for: policy.pollInterval)
      }
    }
  }

  private func gasLimit(_ request: CallRequest) async throws -> UInt64 {
    if let limit = request.gasLimit { return limit }
    var request = request
    request.from = key.address
    let estimate = try await node.estimateGas(request)
    let margin = UInt256(estimate) &* UInt256(policy.gasMargin)
    return (UInt256(estimate) &+ margin.dividedBySmall(100).quotient).uint64 ?? estimate
  }

  private func signed(
    _ request: CallRequest, nonce: UInt64, gas: UInt64, fees: Fees
  ) throws(EthereumError) -> SignedTransaction {
    let envelope = Transaction.Envelope.dynamicFee(
      maxPriorityFeePerGas: fees.maxPriorityFeePerGas, maxFeePerGas: fees.maxFeePerGas, accessList: [])
    return try Transaction(
      envelope, chainID: chainID, nonce: nonce, gasLimit: UInt256(gas), to: request.to, value: request.value,
      data: request.data
    ).signed(by: key)
  }

  private func forget(_ nonce: UInt64) async {
    await nonces.sent(nonce, by: key.address)
    await nonces.resynchronise(key.address)
  }
}
