package import Cryptography
package import Ethereum

/// An owner handed out a rekey.
package struct Approved: Sendable, Hashable {
  package let request: Address
  /// The rekey in MessagePack.
  package let keyFrag: [UInt8]
  /// The owner's Umbral key of this incident and rendition, compressed.
  package let publicKey: [UInt8]
  package let link: String
  /// Wei.
  package let deposit: UInt256
  /// Until when the requester may dispute, in seconds since 1970.
  package let confirmBy: UInt64

  package init(
    request: Address, keyFrag: [UInt8], publicKey: [UInt8], link: String, deposit: UInt256, confirmBy: UInt64
  ) {
    self.request = request
    self.keyFrag = keyFrag
    self.publicKey = publicKey
    self.link = link
    self.deposit = deposit
    self.confirmBy = confirmBy
  }
}
