package import Cryptography

/// An event as it lies on the chain.
package struct Log: Sendable, Hashable {
  /// The contract.
  package let address: Address
  package let topics: [Hash256]
  package let data: [UInt8]
  package let blockNumber: UInt64
  package let blockHash: Hash256
  package let transactionHash: Hash256
  /// Its place among all logs of the block.
  package let index: UInt64

  package init(
    address: Address, topics: [Hash256], data: [UInt8], blockNumber: UInt64, blockHash: Hash256,
    transactionHash: Hash256, index: UInt64
  ) {
    self.address = address
    self.topics = topics
    self.data = data
    self.blockNumber = blockNumber
    self.blockHash = blockHash
    self.transactionHash = transactionHash
    self.index = index
  }

  init(json: JSON) throws(RPCError) {
    self.init(
      address: try json.member("address").address(),
      topics: try json.member("topics").list { item throws(RPCError) in try item.hash() },
      data: try json.member("data").data(), blockNumber: try json.member("blockNumber").quantity64(),
      blockHash: try json.member("blockHash").hash(), transactionHash: try json.member("transactionHash").hash(),
      index: try json.member("logIndex").quantity64())
  }

  /// The log as nodes write it.
  var json: JSON {
    [
      "address": .hex(address.bytes), "topics": .array(topics.map { .string($0.description) }), "data": .hex(data),
      "blockNumber": .hex(blockNumber), "blockHash": .string(blockHash.description),
      "transactionHash": .string(transactionHash.description), "logIndex": .hex(index),
    ]
  }

  /// The fields of the event.
  /// - Throws: `EthereumError` with `malformedABI` where it is another event.
  package func decoded(as event: ABIEvent) throws(EthereumError) -> [ABIEvent.Field] {
    try event.decode(topics: topics, data: data)
  }
}
