package import Cryptography
package import Ethereum

/// What an operation cost and what it brought about.
package struct LedgerReceipt: Sendable, Hashable {
  package let transaction: Hash256
  package let block: UInt64
  package let gasUsed: UInt64
  /// Wei that the gas cost.
  package let fee: UInt256
  package let events: [LedgerEvent]

  package init(transaction: Hash256, block: UInt64, gasUsed: UInt64, fee: UInt256, events: [LedgerEvent]) {
    self.transaction = transaction
    self.block = block
    self.gasUsed = gasUsed
    self.fee = fee
    self.events = events
  }

  /// The address that the first event of creation names: the evidence contract, or the request contract.
  package var created: Address? {
    for event in events {
      switch event {
      case .evidenceCreated(let event): return event.evidence
      case .requestCreated(let event): return event.request
      default: continue
      }
    }
    return nil
  }
}
