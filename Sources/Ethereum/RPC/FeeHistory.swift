/// What gas cost in the last blocks (`eth_feeHistory`).
package struct FeeHistory: Sendable, Hashable {
  package let oldestBlock: UInt64
  /// Wei per unit of gas, oldest first, with one more than there are blocks: the next block's.
  package let baseFees: [UInt256]
  /// For each block the priority fees at the percentiles that were asked for.
  package let rewards: [[UInt256]]

  package init(oldestBlock: UInt64, baseFees: [UInt256], rewards: [[UInt256]]) {
    self.oldestBlock = oldestBlock
    self.baseFees = baseFees
    self.rewards = rewards
  }

  init(json: JSON) throws(RPCError) {
    let numbers = { (item: JSON) throws(RPCError) in try item.list { value throws(RPCError) in try value.quantity() } }
    self.init(
      oldestBlock: try json.member("oldestBlock").quantity64(), baseFees: try numbers(json.member("baseFeePerGas")),
      rewards: try json.optional("reward") { value throws(RPCError) in try value.list(numbers) } ?? [])
  }
}
