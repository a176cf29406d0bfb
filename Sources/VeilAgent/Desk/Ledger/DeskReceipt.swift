package import Cryptography

/// A transaction that lies in a block and succeeded.
package struct DeskReceipt: Sendable, Hashable, Codable {
  package let transaction: Hash256
  package let block: UInt64
  package let gasUsed: UInt64
  /// The contract that it made, if any.
  package let created: Address?

  package init(transaction: Hash256, block: UInt64, gasUsed: UInt64, created: Address? = nil) {
    self.transaction = transaction
    self.block = block
    self.gasUsed = gasUsed
    self.created = created
  }
}
