package import Cryptography

/// Where contracts are deployed.
package enum ContractAddress {
  /// The address of a contract that an account deploys with its transaction of the given nonce (CREATE).
  package static func create(sender: Address, nonce: UInt64) -> Address {
    last20(Keccak256.hash(RLPItem.list([.bytes(sender.bytes), .number(nonce)]).encoded))
  }

  /// The address of a contract that another deploys with a salt (CREATE2, EIP-1014).
  package static func create2(sender: Address, salt: Hash256, initCodeHash: Hash256) -> Address {
    last20(Keccak256.hash([0xFF] + sender.bytes + salt.bytes + initCodeHash.bytes))
  }

  /// The code that deploys a minimal proxy of a contract (EIP-1167).
  package static func proxyInitCode(of implementation: Address) -> [UInt8] {
    [0x3D, 0x60, 0x2D, 0x80, 0x60, 0x0A, 0x3D, 0x39, 0x81, 0xF3] + proxyCode(of: implementation)
  }

  /// The code of a minimal proxy of a contract (EIP-1167), as it lies on the chain.
  package static func proxyCode(of implementation: Address) -> [UInt8] {
    [0x36, 0x3D, 0x3D, 0x37, 0x3D, 0x3D, 0x3D, 0x36, 0x3D, 0x73] + implementation.bytes
      + [0x5A, 0xF4, 0x3D, 0x82, 0x80, 0x3E, 0x90, 0x3D, 0x91, 0x60, 0x2B, 0x57, 0xFD, 0x5B, 0xF3]
  }

  private static func last20(_ hash: Hash256) -> Address { Address(hash.bytes.suffix(20)) ?? .zero }
}
