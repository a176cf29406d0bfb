package import Cryptography

/// An event with its place on the chain.
package struct LocatedEvent: Sendable, Hashable {
  package let event: LedgerEvent
  package let block: UInt64
  package let blockHash: Hash256
  package let transaction: Hash256
  /// Its place among all logs of the block.
  package let index: UInt64

  package init(event: LedgerEvent, block: UInt64, blockHash: Hash256, transaction: Hash256, index: UInt64) {
    self.event = event
    self.block = block
    self.blockHash = blockHash
    self.transaction = transaction
    self.index = index
  }
}
