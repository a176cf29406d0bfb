internal import Cryptography

/// Writes values as the contract ABI lays them out: heads one after another, then the tails they point to.
package enum ABIEncoder {
  /// The encoding of values as the arguments of a call.
  /// - Throws: `valueDoesNotFit` where a value is not of its type.
  package static func encode(_ values: [ABIValue], as types: [ABIType]) throws(EthereumError) -> [UInt8] {
    guard values.count == types.count else {
      throw EthereumError(.valueDoesNotFit, "\(types.count) values are needed, not \(values.count)")
    }
    var heads = [UInt8]()
    var tails = [UInt8]()
    let headSize = ABIType.headSize(of: types)
    for (value, type) in zip(values, types) {
      let encoding = try encode(value, as: type)
      if type.isDynamic {
        heads += UInt256(UInt64(headSize + tails.count)).bigEndianBytes
        tails += encoding
      } else {
        heads += encoding
      }
    }
    return heads + tails
  }

  /// The encoding of one value without the offset that a dynamic one has among arguments.
  static func encode(_ value: ABIValue, as type: ABIType) throws(EthereumError) -> [UInt8] {
    switch (type, value) {
    case (.bytes, .bytes(let bytes)): return lengthAndBytes(bytes)
    case (.string, .string(let text)): return lengthAndBytes(Array(text.utf8))
    case (.array(let element), .array(let values)):
      let types = [ABIType](repeating: element, count: values.count)
      return UInt256(UInt64(values.count)).bigEndianBytes + (try encode(values, as: types))
    case (.fixedArray(let element, let count), .array(let values)):
      guard values.count == count else { throw misfit(value, type) }
      return try encode(values, as: [ABIType](repeating: element, count: count))
    case (.tuple(let members), .tuple(let values)):
      return try encode(values, as: members.map(\.type))
    default: return try word(value, as: type)
    }
  }

  /// The 32 bytes of a value of an elementary type with a fixed size.
  static func word(_ value: ABIValue, as type: ABIType) throws(EthereumError) -> [UInt8] {
    switch (type, value) {
    case (.uint(let bits), .uint(let number)), (.fixedPoint(false, let bits, _), .uint(let number)):
      guard number.bitWidth <= bits else { throw misfit(value, type) }
      return number.bigEndianBytes
    case (.int(let bits), .int(let number)), (.fixedPoint(true, let bits, _), .int(let number)):
      guard number.signedBitWidth <= bits else { throw misfit(value, type) }
      return number.bitPattern.bigEndianBytes
    case (.address, .address(let address)): return [UInt8](repeating: 0, count: 12) + address.bytes
    case (.bool, .bool(let flag)): return UInt256(flag ? 1 : 0).bigEndianBytes
    case (.fixedBytes(let count), .bytes(let bytes)):
      guard bytes.count == count else { throw misfit(value, type) }
      return padded(bytes)
    case (.function, .bytes(let bytes)):
      guard bytes.count == 24 else { throw misfit(value, type) }
      return padded(bytes)
    default: throw misfit(value, type)
    }
  }

  /// Bytes with zeros behind them up to a multiple of 32.
  static func padded(_ bytes: [UInt8]) -> [UInt8] {
    bytes + [UInt8](repeating: 0, count: (32 - bytes.count % 32) % 32)
  }

  static func misfit(_ value: ABIValue, _ type: ABIType) -> EthereumError {
    EthereumError(
      .valueDoesNotFit, "the value \(value.description.prefix(80)) is not of the type \(type.canonicalName)")
  }

  private static func lengthAndBytes(_ bytes: [UInt8]) -> [UInt8] {
    UInt256(UInt64(bytes.count)).bigEndianBytes + padded(bytes)
  }
}
