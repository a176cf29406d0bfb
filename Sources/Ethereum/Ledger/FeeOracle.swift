/// Proposes fees from what the last blocks took.
package struct FeeOracle: Sendable {
  /// How the proposal is made.
  package struct Settings: Sendable, Hashable {
    /// How many blocks are looked at.
    package var blocks: Int
    /// Which of each block's priority fees counts, 0 ... 100.
    package var percentile: Double
    /// The least priority fee.
    package var minimumPriorityFee: UInt256
    /// The most that a transaction may offer in all; nil for no limit.
    package var limit: UInt256?

    package init(
      blocks: Int = 20, percentile: Double = 50, minimumPriorityFee: UInt256 = .one, limit: UInt256? = nil
    ) {
      self.blocks = blocks
      self.percentile = percentile
      self.minimumPriorityFee = minimumPriorityFee
      self.limit = limit
    }
  }

  private let node: EthereumNode
  package let settings: Settings

  package init(_ node: EthereumNode, settings: Settings = Settings()) {
    self.node = node
    self.settings = settings
  }

  /// Fees that should suffice for the next six full blocks: the median of the blocks' priority fees, and twice the next
  /// base fee on top, which grows by an eighth a block at most.
  /// - Throws: `RPCError`, also `feeLimit`.
  package func suggestion() async throws -> Fees {
    let history: FeeHistory
    do {
      history = try await node.feeHistory(blocks: settings.blocks, percentiles: [settings.percentile])
    } catch let error as RPCError where error.code == .methodNotFound {
      let price = try await node.gasPrice()
      return try limited(Fees(maxPriorityFeePerGas: price, maxFeePerGas: price))
    }
    guard let next = history.baseFees.last else { throw RPCClient.strange("the fee history is empty") }
    // Empty blocks report zero and say nothing about what proposers take.
    let rewards = history.rewards.compactMap(\.first).filter { !$0.isZero }.sorted()
    let median = rewards.isEmpty ? .zero : rewards[rewards.count / 2]
    let tip = max(median, settings.minimumPriorityFee)
    return try limited(Fees(maxPriorityFeePerGas: tip, maxFeePerGas: try next.multiplied(by: 2).adding(tip)))
  }

  /// Fees with which a waiting transaction can be replaced: what is proposed now, and at least an eighth more than before.
  /// - Throws: `RPCError`, also `feeLimit`.
  package func replacement(of fees: Fees) async throws -> Fees {
    let (least, now) = (try fees.bumped(), try await suggestion())
    return try limited(
      Fees(
        maxPriorityFeePerGas: max(least.maxPriorityFeePerGas, now.maxPriorityFeePerGas),
        maxFeePerGas: max(least.maxFeePerGas, now.maxFeePerGas)))
  }

  private func limited(_ fees: Fees) throws -> Fees {
    guard let limit = settings.limit, fees.maxFeePerGas > limit else { return fees }
    throw RPCError(
      .feeLimit, "gas would cost up to \(fees.maxFeePerGas) wei, more than the limit of \(limit); raise it or wait")
  }
}
