internal import Cryptography
internal import Ethereum

/// Sends each operation once: before anything is handed to the node it is written down, and a repetition of the same
/// operation sees that through instead of sending another.
struct Outbox: Sendable {
  let node: EthereumNode
  let chainID: UInt256
  let store: any OutboxStore
  let policy: TransactionSender.Policy
  private let nonces: NonceManager
  private let turns = OutboxTurns()

  init(node: EthereumNode, chainID: UInt256, store: any OutboxStore, policy: TransactionSender.Policy) {
    self.node = node
    self.chainID = chainID
    self.store = store
    self.policy = policy
    nonces = NonceManager(node)
  }

  /// Sends a transaction, or finds the one that was sent for it before, and waits until it lies deep enough.
  /// - Parameter isRepeatable: whether doing it again after it was done means another time.
  /// - Throws: what the sender throws; `RPCError` with `reverted` where the contract refused.
  func perform(
    _ request: CallRequest, by key: SecretKey, purpose: String, isRepeatable: Bool
  ) async throws -> Receipt {
    let name = Self.name(request, sender: key.address, purpose: purpose)
    await turns.begin(name)
    let result: Result<Receipt, any Error>
    do {
      result = .success(try await performAlone(request, by: key, as: name, isRepeatable: isRepeatable))
    } catch {
      result = .failure(error)
    }
    await turns.end(name)
    return try result.get()
  }

  private func performAlone(
    _ request: CallRequest, by key: SecretKey, as name: Hash256, isRepeatable: Bool
  ) async throws -> Receipt {
    let sender = TransactionSender(
      key, node: node, chainID: chainID, nonces: nonces, oracle: FeeOracle(node), policy: policy)
    if let entry = try await store.load(name), !(entry.isDone && isRepeatable),
      let receipt = try await seeThrough(entry, sender: sender, name: name)
    {
      return try await finished(receipt, request, key, name)
    }
    let pending: PendingTransaction
    do {
      pending = try await sender.submit(request) { try await store.save(OutboxEntry($0), as: name) }
    } catch let error as RPCError where Self.wasNotKept.contains(error.code) {
      try await store.remove(name)
      throw error
    }
    let receipt = try await sender.wait(for: pending) { try await store.save(OutboxEntry($0), as: name) }
    return try await finished(receipt, request, key, name)
  }

  /// Refusals after which the node certainly has nothing of it.
  private static let wasNotKept: Set<RPCError.Code> = [.insufficientFunds, .reverted, .methodNotFound, .server]

  /// Waits for what was sent before.
  /// - Returns: nil if it can never be mined because something else used its nonce; then it may be sent anew.
  private func seeThrough(
    _ entry: OutboxEntry, sender: TransactionSender, name: Hash256
  ) async throws -> Receipt? {
    do {
      return try await sender.wait(for: entry.pending()) { try await store.save(OutboxEntry($0), as: name) }
    } catch let error as RPCError where error.code == .replacedByAnother {
      try await store.remove(name)
      return nil
    }
  }

  /// Remembers that it is done, or forgets what failed so that it can be tried again.
  private func finished(
    _ receipt: Receipt, _ request: CallRequest, _ key: SecretKey, _ name: Hash256
  ) async throws -> Receipt {
    if receipt.isSuccess {
      if let entry = try await store.load(name) {
        try await store.save(OutboxEntry(attempts: entry.attempts, isDone: true), as: name)
      }
      return receipt
    }
    try await store.remove(name)
    throw try await reason(for: receipt, request, key)
  }

  /// Asks the node again why it was refused; receipts do not say.
  private func reason(for receipt: Receipt, _ request: CallRequest, _ key: SecretKey) async throws -> RPCError {
    var request = request
    request.from = key.address
    do {
      _ = try await node.call(request, at: .number(receipt.blockNumber))
    } catch let error as RPCError where error.code == .reverted {
      return error
    }
    return RPCError(
      .reverted, "the transaction \(receipt.transactionHash) failed; it may have run out of gas", data: [])
  }

  /// H(sender ‖ receiver ‖ value ‖ H(data) ‖ H(purpose)).
  private static func name(_ request: CallRequest, sender: Address, purpose: String) -> Hash256 {
    var hash = Keccak256()
    hash.update(sender.bytes)
    hash.update(request.to?.bytes ?? [])
    hash.update(request.value.bigEndianBytes)
    hash.update(Keccak256.hash(request.data))
    hash.update(Keccak256.hash(purpose.utf8))
    return hash.finalize()
  }
}
