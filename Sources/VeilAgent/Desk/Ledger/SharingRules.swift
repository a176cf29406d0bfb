package import Cryptography
package import Ethereum

/// What was fixed when the contracts were deployed.
package struct SharingRules: Sendable, Hashable {
  package let chainID: UInt64
  /// The factory of evidence contracts, which devices name in what they sign.
  package let factory: Address
  /// In wei.
  package let minimumReward: UInt256

  package init(chainID: UInt64, factory: Address, minimumReward: UInt256) {
    self.chainID = chainID
    self.factory = factory
    self.minimumReward = minimumReward
  }
}
