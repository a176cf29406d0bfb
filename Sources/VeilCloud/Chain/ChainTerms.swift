package import Cryptography
package import Ethereum

/// Which chain and which contracts.
package struct ChainTerms: Sendable, Hashable {
  package let chainID: UInt64
  /// The factory of evidence contracts.
  package let factory: Address
  /// The account that alone verifies and anchors.
  package let cloud: Address
  /// The ledger's description, as it is served to everybody.
  package let description: JSON

  package init(chainID: UInt64, factory: Address, cloud: Address, description: JSON) {
    self.chainID = chainID
    self.factory = factory
    self.cloud = cloud
    self.description = description
  }
}
