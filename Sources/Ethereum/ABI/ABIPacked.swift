/// Solidity's non-standard packed mode (`abi.encodePacked`): no padding, no lengths. Ambiguous by design, so only for
/// hashes whose types are fixed.
package enum ABIPacked {
  /// The packed encoding.
  /// - Throws: `valueDoesNotFit`; `malformedType` for tuples and nested arrays, which packed mode does not know.
  package static func encode(_ values: [ABIValue], as types: [ABIType]) throws(EthereumError) -> [UInt8] {
    guard values.count == types.count else {
      throw EthereumError(.valueDoesNotFit, "\(types.count) values are needed, not \(values.count)")
    }
    var output = [UInt8]()
    for (value, type) in zip(values, types) { output += try encode(value, as: type) }
    return output
  }

  private static func encode(_ value: ABIValue, as type: ABIType) throws(EthereumError) -> [UInt8] {
    switch (type, value) {
    case (.bytes, .bytes(let bytes)): return bytes
    case (.string, .string(let text)): return Array(text.utf8)
    case (.uint(let bits), _), (.int(let bits), _), (.fixedPoint(_, let bits, _), _):
      return Array(try ABIEncoder.word(value, as: type).suffix(bits / 8))
    case (.address, _): return Array(try ABIEncoder.word(value, as: type).suffix(20))
    case (.bool, _): return Array(try ABIEncoder.word(value, as: type).suffix(1))
    case (.fixedBytes(let count), _): return Array(try ABIEncoder.word(value, as: type).prefix(count))
    case (.function, _): return Array(try ABIEncoder.word(value, as: type).prefix(24))
    case (.array(let element), .array(let values)): return try elements(values, as: element)
    case (.fixedArray(let element, let count), .array(let values)):
      guard values.count == count else { throw ABIEncoder.misfit(value, type) }
      return try elements(values, as: element)
    case (.tuple, _): throw EthereumError(.malformedType, "packed encoding does not know tuples")
    default: throw ABIEncoder.misfit(value, type)
    }
  }

  /// The elements of an array are padded to words, unlike the same values outside of one.
  private static func elements(_ values: [ABIValue], as type: ABIType) throws(EthereumError) -> [UInt8] {
    var output = [UInt8]()
    for value in values {
      switch (type, value) {
      case (.bytes, .bytes), (.string, .string), (.array, _), (.fixedArray, _), (.tuple, _):
        throw EthereumError(.malformedType, "packed encoding does not know arrays of \(type.canonicalName)")
      default: output += try ABIEncoder.word(value, as: type)
      }
    }
    return output
  }
}
