internal import Cryptography

extension TransactionSender {
  /// Waits until a transaction, or one that replaced it, lies deep enough; replaces it when it is stuck and hands it
  /// over again when the node has lost it. Also for what was recorded before a restart; begin with that before anything
  /// new is sent, lest a nonce that the node has forgotten be given out again.
  /// - Throws: `notMined` after `giveUpAfter`, `replacedByAnother` if the nonce was used by something else;
  ///   `CancellationError`.
  package func wait(
    for pending: PendingTransaction, record: (PendingTransaction) async throws -> Void = { _ in }
  ) async throws -> Receipt {
    var pending = pending
    let total = Stopwatch(node.clock)
    var current = Stopwatch(node.clock)
    /// The head when the nonce was first seen used without a receipt of ours.
    var usedSince: UInt64?
    while true {
      do {
        switch try await state(of: pending) {
        case .deepEnough(let receipt): return receipt
        case .mined:
          usedSince = nil
          current = Stopwatch(node.clock)
        case .nonceUsed(let head):
          let since = usedSince ?? head
          usedSince = since
          guard head < since + max(policy.confirmations, 1) else {
            throw RPCError(
              .replacedByAnother,
              "another transaction used nonce \(pending.nonce) of \(pending.sender); check the account")
          }
        case .waiting:
          usedSince = nil
          if current.elapsed >= policy.replaceAfter, pending.attempts.count <= policy.maximumReplacements {
            current = Stopwatch(node.clock)
            try await replace(&pending, record: record)
          } else {
            try await rebroadcastIfLost(pending)
          }
        }
      } catch let error as RPCError where error.isTransient || Self.leavesHope.contains(error.code) {
        // The first attempt may be mined all the same; the next look at the receipts tells.
      }
      guard total.elapsed < policy.giveUpAfter else {
        throw RPCError(
          .notMined, "transaction \(try pending.hash) was not mined within \(policy.giveUpAfter); it may still be later"
        )
      }
      try await node.clock.sleep(for: policy.pollInterval)
    }
  }

  /// Refusals of a replacement after which waiting goes on: a price that was too low rises with the next one, a nonce
  /// that is used up shows in the receipts, and without money or above the limit the older attempt still counts.
  private static let leavesHope: Set<RPCError.Code> = [.underpriced, .nonceTooLow, .feeLimit, .insufficientFunds]

  private enum State {
    case deepEnough(Receipt)
    /// Mined, but not deep enough yet, or in a block that is no longer on the chain.
    case mined
    /// None of ours is mined, and still the nonce is used.
    case nonceUsed(head: UInt64)
    case waiting
  }

  private func state(of pending: PendingTransaction) async throws -> State {
    let head = try await node.blockNumber()
    for attempt in pending.attempts.reversed() {
      guard let receipt = try await node.receipt(of: attempt.hash) else { continue }
      let depth = max(policy.confirmations, 1) - 1
      guard head >= receipt.blockNumber, head - receipt.blockNumber >= depth else { return .mined }
      // A node may answer with a receipt of a block that it has just dropped.
      let block = try await node.block(.number(receipt.blockNumber))
      return block?.hash == receipt.blockHash ? .deepEnough(receipt) : .mined
    }
    let used = try await node.transactionCount(of: pending.sender, at: .latest)
    return used > pending.nonce ? .nonceUsed(head: head) : .waiting
  }

  private func rebroadcastIfLost(_ pending: PendingTransaction) async throws {
    guard let last = pending.attempts.last, try await !node.knows(last.hash) else { return }
    try await broadcast(last)
  }
}
