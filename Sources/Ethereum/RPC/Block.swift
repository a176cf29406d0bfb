package import Cryptography

/// What a client needs of a block's header.
package struct Block: Sendable, Hashable {
  package let number: UInt64
  package let hash: Hash256
  package let parentHash: Hash256
  /// Seconds since 1970.
  package let timestamp: UInt64
  package let gasLimit: UInt64
  package let gasUsed: UInt64
  /// Wei per unit of gas; nil before London.
  package let baseFeePerGas: UInt256?

  package init(
    number: UInt64, hash: Hash256, parentHash: Hash256, timestamp: UInt64, gasLimit: UInt64, gasUsed: UInt64,
    baseFeePerGas: UInt256?
  ) {
    self.number = number
    self.hash = hash
    self.parentHash = parentHash
    self.timestamp = timestamp
    self.gasLimit = gasLimit
    self.gasUsed = gasUsed
    self.baseFeePerGas = baseFeePerGas
  }

  init(json: JSON) throws(RPCError) {
    self.init(
      number: try json.member("number").quantity64(), hash: try json.member("hash").hash(),
      parentHash: try json.member("parentHash").hash(), timestamp: try json.member("timestamp").quantity64(),
      gasLimit: try json.member("gasLimit").quantity64(), gasUsed: try json.member("gasUsed").quantity64(),
      baseFeePerGas: try json.optional("baseFeePerGas") { value throws(RPCError) in try value.quantity() })
  }
}
