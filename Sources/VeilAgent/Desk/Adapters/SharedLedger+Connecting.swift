internal import Cryptography
package import Ethereum
package import VeilLedger

extension SharedLedger {
  /// Connects to a ledger whose contracts are checked first.
  /// - Parameter cache: file for what was read of the ledger; nil reads it anew each time the program starts.
  /// - Throws: ``LedgerError``, `RPCError`.
  package static func connect(
    to node: EthereumNode, description: LedgerDescription, outbox: any OutboxStore = MemoryOutboxStore(),
    policy: TransactionSender.Policy = .embedded, cache: String? = nil
  ) async throws -> SharedLedger {
    let ledger = try await EthereumLedger.connect(to: node, description: description, outbox: outbox, policy: policy)
    return try await SharedLedger(ledger, node: node, cache: cache)
  }

  /// Takes a connected ledger, and asks its contracts for the least reward.
  package init(_ ledger: EthereumLedger, node: EthereumNode, cache path: String? = nil) async throws {
    let minimum = try await node.call(
      Self.minimumReward, of: ledger.description.requestFactory, []
    ).first?.uint
    guard let minimum else {
      throw DeskError(
        .unreachable, "the ledger does not say what the least reward is; check the description's addresses")
    }
    let cache = try LedgerCache(path: path, chain: try await Self.name(of: ledger.description, node: node))
    let follower = try EventFollower(ledger, kinds: DeskEvent.kinds, store: cache)
    let oracle = FeeOracle(node)
    self.init(
      ledger, minimumReward: minimum, cache: cache, reading: { handle in try await follower.advance(handle) },
      gasPrice: { try await oracle.suggestion().maxFeePerGas })
  }

  /// Tells this chain from another one on which the same contracts have the same addresses.
  private static func name(of description: LedgerDescription, node: EthereumNode) async throws -> String {
    let first = try await node.block(.number(description.firstBlock))?.hash
    return "\(description.json.text) \(first?.description ?? "")"
  }

  private static let minimumReward = ABIFunction(
    "minimum_reward", inputs: [], outputs: [ABIParameter(type: .uint(bits: 256))], mutability: .view)
}
