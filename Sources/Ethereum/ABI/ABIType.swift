/// A type of the contract ABI (Solidity documentation, "Contract ABI Specification").
package indirect enum ABIType: Sendable, Hashable {
  /// `uint8` ... `uint256`.
  case uint(bits: Int)
  /// `int8` ... `int256`.
  case int(bits: Int)
  /// `fixed8x1` ... and `ufixed`: a scaled whole number.
  case fixedPoint(signed: Bool, bits: Int, decimals: Int)
  case address
  case bool
  /// `bytes1` ... `bytes32`.
  case fixedBytes(count: Int)
  /// An address and a selector, 24 bytes.
  case function
  case bytes
  case string
  /// `T[]`.
  case array(ABIType)
  /// `T[count]`.
  case fixedArray(ABIType, count: Int)
  case tuple([ABIParameter])

  package static let uint256 = ABIType.uint(bits: 256)
  package static let bytes32 = ABIType.fixedBytes(count: 32)

  /// A tuple whose members have no names.
  package static func tuple(of types: [ABIType]) -> ABIType { .tuple(types.map { ABIParameter(type: $0) }) }

  /// The name that signatures and selectors use: no aliases, no names of members.
  package var canonicalName: String {
    switch self {
    case .uint(let bits): "uint\(bits)"
    case .int(let bits): "int\(bits)"
    case .fixedPoint(let signed, let bits, let decimals): "\(signed ? "" : "u")fixed\(bits)x\(decimals)"
    case .address: "address"
    case .bool: "bool"
    case .fixedBytes(let count): "bytes\(count)"
    case .function: "function"
    case .bytes: "bytes"
    case .string: "string"
    case .array(let element): element.canonicalName + "[]"
    case .fixedArray(let element, let count): "\(element.canonicalName)[\(count)]"
    case .tuple(let members): "(" + members.map(\.type.canonicalName).joined(separator: ",") + ")"
    }
  }

  /// Whether the head of a value is an offset to a tail.
  package var isDynamic: Bool {
    switch self {
    case .bytes, .string, .array: true
    case .fixedArray(let element, _): element.isDynamic
    case .tuple(let members): members.contains { $0.type.isDynamic }
    default: false
    }
  }

  /// The bytes of a value's head: 32 for an offset or a word, more for static arrays and tuples. Saturates at
  /// `Int.max`, which no input can hold.
  var headSize: Int {
    if isDynamic { return 32 }
    switch self {
    case .fixedArray(let element, let count):
      let (size, overflow) = element.headSize.multipliedReportingOverflow(by: count)
      return overflow ? .max : size
    case .tuple(let members): return Self.headSize(of: members.map(\.type))
    default: return 32
    }
  }

  /// The bytes of the heads of values one after another; saturates like `headSize`.
  static func headSize(of types: [ABIType]) -> Int {
    types.reduce(0) { total, type in
      let (sum, overflow) = total.addingReportingOverflow(type.headSize)
      return overflow ? .max : sum
    }
  }
}

extension ABIType: CustomStringConvertible {
  package var description: String { canonicalName }
}
