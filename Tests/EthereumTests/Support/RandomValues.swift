import VectorTesting
import Cryptography
import Ethereum

/// Random values of every kind, for comparisons and fuzzing.
extension SeededGenerator {
  /// Numbers of every size, edges more often than chance would give them.
  mutating func uint256() -> UInt256 {
    switch below(8) {
    case 0: return [.zero, .one, .max, UInt256(.max), UInt256(1) << 255, UInt256(1) << 128][below(6)]
    case 1: return UInt256(next()) << (below(4) * 64)
    default: return (try? UInt256(bigEndian: bytes(0...32))) ?? .zero
    }
  }

  mutating func address() -> Address { Address(bytes(20)) ?? .zero }

  mutating func hash() -> Hash256 { Hash256(bytes(32)) ?? Hash256() }

  mutating func secretKey() throws -> SecretKey {
    while true {
      if let key = try? SecretKey(bytes: bytes(32)) { return key }
    }
  }

  mutating func text() -> String {
    (0..<below(12)).map { _ in ["a", "ä", "🚗", "\"", "\n", " ", "0", "Z"][below(8)] }.joined()
  }

  mutating func type(depth: Int = 3) -> ABIType {
    switch below(depth > 0 ? 11 : 7) {
    case 0: .uint(bits: 8 * (1 + below(32)))
    case 1: .int(bits: 8 * (1 + below(32)))
    case 2: .address
    case 3: .bool
    case 4: .fixedBytes(count: 1 + below(32))
    case 5: .bytes
    case 6: .string
    case 7: .array(type(depth: depth - 1))
    case 8: .fixedArray(type(depth: depth - 1), count: 1 + below(3))
    default: .tuple(of: (0...below(3)).map { _ in type(depth: depth - 1) })
    }
  }

  mutating func value(_ type: ABIType) -> ABIValue {
    switch type {
    case .uint(let bits), .fixedPoint(false, let bits, _): .uint(uint256() >> (256 - bits))
    case .int(let bits), .fixedPoint(true, let bits, _):
      .int(signed(uint256() >> (257 - bits), negative: bool()))
    case .address: .address(address())
    case .bool: .bool(bool())
    case .fixedBytes(let count): .bytes(bytes(count))
    case .function: .bytes(bytes(24))
    case .bytes: .bytes(bytes(0...70))
    case .string: .string(text())
    case .array(let element): .array((0..<below(4)).map { _ in value(element) })
    case .fixedArray(let element, let count): .array((0..<count).map { _ in value(element) })
    case .tuple(let members): .tuple(members.map { value($0.type) })
    }
  }

  private func signed(_ magnitude: UInt256, negative: Bool) -> Int256 {
    (try? Int256(negative: negative, magnitude: magnitude)) ?? .zero
  }

  mutating func transaction() -> Transaction {
    let list = (0..<below(3)).map { _ in
      AccessListEntry(address: address(), storageKeys: (0..<below(3)).map { _ in hash() })
    }
    let (low, high) = (UInt256(next() >> 8), UInt256(next()) << 8)
    let envelope: Transaction.Envelope =
      switch below(3) {
      case 0: .legacy(gasPrice: high)
      case 1: .accessList(gasPrice: high, accessList: list)
      default: .dynamicFee(maxPriorityFeePerGas: low, maxFeePerGas: high, accessList: list)
      }
    let chain: UInt256? = envelope.type == 0 && bool() ? nil : UInt256(UInt64(1 + below(1 << 40)))
    return Transaction(
      envelope, chainID: chain, nonce: next() >> UInt64(below(60) + 1),
      gasLimit: UInt256(next() >> UInt64(20 + below(40))),
      to: bool() ? address() : nil, value: uint256(), data: bytes(0...100))
  }
}
