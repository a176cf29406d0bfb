internal import Cryptography
package import Ethereum
package import VeilLedger

extension SharedLedger {
  /// Connects to a ledger whose contracts are checked first.
  /// - Throws: ``LedgerError``, `RPCError`.
  package static func connect(
    to node: EthereumNode, description: LedgerDescription, outbox: any OutboxStore = MemoryOutboxStore(),
    policy: TransactionSender.Policy = .embedded
  ) async throws -> SharedLedger {
    let ledger = try await EthereumLedger.connect(to: node, description: description, outbox: outbox, policy: policy)
    return try await SharedLedger(ledger, node: node)
  }

  /// Takes a connected ledger, and asks its contracts for the least reward.
  package init(_ ledger: EthereumLedger, node: EthereumNode) async throws {
    let minimum = try await node.call(
      Self.minimumReward, of: ledger.description.requestFactory, []
    ).first?.uint
    guard let minimum else {
      throw DeskError(
        .unreachable, "the ledger does not say what the least reward is; check the description's addresses")
    }
    let oracle = FeeOracle(node)
    self.init(ledger, minimumReward: minimum) { try await oracle.suggestion().maxFeePerGas }
  }

  private static let minimumReward = ABIFunction(
    "minimum_reward", inputs: [], outputs: [ABIParameter(type: .uint(bits: 256))], mutability: .view)
}
