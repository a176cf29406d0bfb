package import Cryptography

/// An account and the storage slots of it that a transaction announces to use (EIP-2930).
package struct AccessListEntry: Sendable, Hashable {
  package let address: Address
  package let storageKeys: [Hash256]

  package init(address: Address, storageKeys: [Hash256] = []) {
    self.address = address
    self.storageKeys = storageKeys
  }

  var item: RLPItem { .list([.bytes(address.bytes), .list(storageKeys.map { .bytes($0.bytes) })]) }

  init(item: RLPItem) throws(EthereumError) {
    let parts = try item.requireList("an entry of the access list")
    guard parts.count == 2 else {
      throw EthereumError(.malformedTransaction, "an entry of the access list has not two parts")
    }
    guard let address = Address(try parts[0].requireBytes("an address of the access list")) else {
      throw EthereumError(.malformedTransaction, "an address of the access list has not 20 bytes")
    }
    var keys = [Hash256]()
    for key in try parts[1].requireList("the storage keys of the access list") {
      guard let hash = Hash256(try key.requireBytes("a storage key")) else {
        throw EthereumError(.malformedTransaction, "a storage key of the access list has not 32 bytes")
      }
      keys.append(hash)
    }
    self.init(address: address, storageKeys: keys)
  }
}
