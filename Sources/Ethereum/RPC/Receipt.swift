package import Cryptography

/// What became of a transaction that was mined.
package struct Receipt: Sendable, Hashable {
  package let transactionHash: Hash256
  package let blockNumber: UInt64
  package let blockHash: Hash256
  /// Whether it did what it should; a reverted one costs gas and changes nothing else.
  package let isSuccess: Bool
  package let gasUsed: UInt64
  /// Wei per unit of gas that was paid.
  package let effectiveGasPrice: UInt256?
  /// The contract that was deployed.
  package let contractAddress: Address?
  package let logs: [Log]

  package init(
    transactionHash: Hash256, blockNumber: UInt64, blockHash: Hash256, isSuccess: Bool, gasUsed: UInt64,
    effectiveGasPrice: UInt256? = nil, contractAddress: Address? = nil, logs: [Log] = []
  ) {
    self.transactionHash = transactionHash
    self.blockNumber = blockNumber
    self.blockHash = blockHash
    self.isSuccess = isSuccess
    self.gasUsed = gasUsed
    self.effectiveGasPrice = effectiveGasPrice
    self.contractAddress = contractAddress
    self.logs = logs
  }

  init(json: JSON) throws(RPCError) {
    self.init(
      transactionHash: try json.member("transactionHash").hash(),
      blockNumber: try json.member("blockNumber").quantity64(), blockHash: try json.member("blockHash").hash(),
      isSuccess: try json.member("status").quantity() == .one, gasUsed: try json.member("gasUsed").quantity64(),
      effectiveGasPrice: try json.optional("effectiveGasPrice") { value throws(RPCError) in try value.quantity() },
      contractAddress: try json.optional("contractAddress") { value throws(RPCError) in try value.address() },
      logs: try json.member("logs").list { item throws(RPCError) in try Log(json: item) })
  }
}
