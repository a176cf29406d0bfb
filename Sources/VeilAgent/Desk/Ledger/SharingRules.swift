package import Cryptography
package import Ethereum

/// What was fixed when the contracts were deployed.
package struct SharingRules: Sendable, Hashable {
  package let chainID: UInt64
  /// The factory of evidence contracts, which devices name in what they sign.
  package let factory: Address
  /// In wei.
  package let minimumReward: UInt256
  /// The account that alone verifies evidence and anchors the cloud's logs.
  package let cloud: Address

  package init(chainID: UInt64, factory: Address, minimumReward: UInt256, cloud: Address) {
    self.chainID = chainID
    self.factory = factory
    self.minimumReward = minimumReward
    self.cloud = cloud
  }
}
