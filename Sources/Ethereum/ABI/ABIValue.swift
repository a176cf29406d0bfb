package import Cryptography

/// A value of an ABI type.
package indirect enum ABIValue: Sendable, Hashable {
  /// `uint` of any width, and `ufixed` scaled to a whole number.
  case uint(UInt256)
  /// `int` of any width, and `fixed` scaled to a whole number.
  case int(Int256)
  case address(Address)
  case bool(Bool)
  /// `bytes`, `bytes1` ... `bytes32` and `function`.
  case bytes([UInt8])
  case string(String)
  /// `T[]` and `T[count]`.
  case array([ABIValue])
  case tuple([ABIValue])

  /// 32 bytes.
  package static func hash(_ hash: Hash256) -> ABIValue { .bytes(hash.bytes) }

  package var uint: UInt256? {
    guard case .uint(let value) = self else { return nil }
    return value
  }

  package var int: Int256? {
    guard case .int(let value) = self else { return nil }
    return value
  }

  package var address: Address? {
    guard case .address(let value) = self else { return nil }
    return value
  }

  package var bool: Bool? {
    guard case .bool(let value) = self else { return nil }
    return value
  }

  package var bytes: [UInt8]? {
    guard case .bytes(let value) = self else { return nil }
    return value
  }

  /// The value as 32 bytes, nil if it is anything else.
  package var hash: Hash256? { bytes.flatMap { Hash256($0) } }

  package var string: String? {
    guard case .string(let value) = self else { return nil }
    return value
  }

  /// The elements of an array or the members of a tuple.
  package var elements: [ABIValue]? {
    switch self {
    case .array(let values), .tuple(let values): values
    default: nil
    }
  }
}

extension ABIValue: CustomStringConvertible {
  /// The value as a person writes it: decimal numbers, `0x` bytes, quoted text, brackets for arrays, parentheses for
  /// tuples.
  package var description: String {
    switch self {
    case .uint(let value): value.description
    case .int(let value): value.description
    case .address(let value): value.description
    case .bool(let value): value ? "true" : "false"
    case .bytes(let value): Hex.encode(value, prefix: true)
    case .string(let value): JSON.string(value).text
    case .array(let values): "[" + values.map(\.description).joined(separator: ", ") + "]"
    case .tuple(let values): "(" + values.map(\.description).joined(separator: ", ") + ")"
    }
  }
}
