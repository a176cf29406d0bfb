/// What a transaction offers for a unit of gas, in wei (EIP-1559).
package struct Fees: Sendable, Hashable {
  /// For the proposer of the block.
  package let maxPriorityFeePerGas: UInt256
  /// In all.
  package let maxFeePerGas: UInt256

  package init(maxPriorityFeePerGas: UInt256, maxFeePerGas: UInt256) {
    self.maxPriorityFeePerGas = maxPriorityFeePerGas
    self.maxFeePerGas = maxFeePerGas
  }

  /// The least that replaces a waiting transaction with these fees: an eighth more of both, rounded up. Nodes ask for a
  /// tenth or an eighth.
  /// - Throws: `EthereumError` with `overflow` for fees near 2^256.
  package func bumped() throws(EthereumError) -> Fees {
    Fees(
      maxPriorityFeePerGas: try Self.anEighthMore(maxPriorityFeePerGas),
      maxFeePerGas: try Self.anEighthMore(maxFeePerGas))
  }

  private static func anEighthMore(_ fee: UInt256) throws(EthereumError) -> UInt256 {
    // At least one wei, since zero would never grow.
    try fee.adding(max(fee.adding(7).divided(by: 8), .one))
  }
}
