internal import Cryptography

/// Reads values that the contract ABI laid out. Words must be clean (no bit set outside the type, as Solidity demands),
/// offsets and lengths must lie inside the data, text must be UTF-8. What pads `bytes` and `string` is not looked at, as
/// Solidity does not either, unless the canonical form is asked for.
package struct ABIDecoder {
  private let data: [UInt8]
  /// How many more bytes and elements may be read. Offsets may point to the same place many times, so hostile data of a
  /// few kilobytes could otherwise unfold to gigabytes.
  private var budget: Int

  private init(_ data: [UInt8]) {
    self.data = data
    budget = 4_096 + data.count * 16
  }

  /// The values that the data encodes.
  /// - Parameter canonical: also refuse data that `ABIEncoder` would have written differently: unusual offsets, gaps,
  ///   bytes behind the end.
  /// - Throws: `malformedABI`.
  package static func decode(
    _ data: [UInt8], as types: [ABIType], canonical: Bool = false
  ) throws(EthereumError) -> [ABIValue] {
    var decoder = ABIDecoder(data)
    let values = try decoder.sequence(types[...], at: 0)
    if canonical, try ABIEncoder.encode(values, as: types) != data {
      throw EthereumError(.malformedABI, "the ABI data is not laid out as it should be")
    }
    return values
  }

  /// Values whose heads follow one another from `base`; offsets count from there.
  private mutating func sequence(_ types: ArraySlice<ABIType>, at base: Int) throws(EthereumError) -> [ABIValue] {
    var values = [ABIValue]()
    var head = base
    for type in types { values.append(try element(type, head: &head, base: base)) }
    return values
  }

  private mutating func element(_ type: ABIType, head: inout Int, base: Int) throws(EthereumError) -> ABIValue {
    let place = type.isDynamic ? try advanced(base, by: length(at: head)) : head
    let value = try value(type, at: place)
    head = try advanced(head, by: type.headSize)
    return value
  }

  private mutating func value(_ type: ABIType, at place: Int) throws(EthereumError) -> ABIValue {
    try spend(1)
    switch type {
    case .bytes: return .bytes(try counted(at: place))
    case .string:
      guard let text = String(validating: try counted(at: place), as: UTF8.self) else {
        throw EthereumError(.malformedABI, "a string in the ABI data is not UTF-8")
      }
      return .string(text)
    case .array(let element):
      return .array(try elements(element, count: length(at: place), at: advanced(place, by: 32)))
    case .fixedArray(let element, let count): return .array(try elements(element, count: count, at: place))
    case .tuple(let members): return .tuple(try sequence(members.map(\.type)[...], at: place))
    default: return try Self.value(type, word: word(at: place))
    }
  }

  private mutating func elements(_ type: ABIType, count: Int, at base: Int) throws(EthereumError) -> [ABIValue] {
    try spend(count)
    var values = [ABIValue]()
    var head = base
    for _ in 0..<count { values.append(try element(type, head: &head, base: base)) }
    return values
  }

  private mutating func counted(at place: Int) throws(EthereumError) -> [UInt8] {
    let count = try length(at: place)
    let start = try advanced(place, by: 32)
    let end = try advanced(start, by: count)
    try spend(count)
    return Array(data[start..<end])
  }

  /// A value of an elementary type with a fixed size.
  static func value(_ type: ABIType, word: ArraySlice<UInt8>) throws(EthereumError) -> ABIValue {
    let value: ABIValue? =
      switch type {
      case .uint, .fixedPoint(false, _, _): .uint(try UInt256(bigEndian: word))
      case .int, .fixedPoint(true, _, _): .int(Int256(bitPattern: try UInt256(bigEndian: word)))
      case .address: Address(word.suffix(20)).map { .address($0) }
      case .bool: .bool(word.last == 1)
      case .fixedBytes(let count): .bytes(Array(word.prefix(count)))
      case .function: .bytes(Array(word.prefix(24)))
      default: nil
      }
    // Writing the value again finds every bit that does not belong to it.
    guard let value, let clean = try? ABIEncoder.word(value, as: type), clean.elementsEqual(word) else {
      throw EthereumError(.malformedABI, "a word of the ABI data is not a value of the type \(type.canonicalName)")
    }
    return value
  }

  private mutating func word(at place: Int) throws(EthereumError) -> ArraySlice<UInt8> {
    let end = try advanced(place, by: 32)
    return data[place..<end]
  }

  private mutating func length(at place: Int) throws(EthereumError) -> Int {
    guard let length = try UInt256(bigEndian: word(at: place)).int, length <= data.count else {
      throw EthereumError(.malformedABI, "an offset or length points outside the ABI data")
    }
    return length
  }

  /// A place further on that is still inside the data, or just behind it.
  private func advanced(_ place: Int, by distance: Int) throws(EthereumError) -> Int {
    let (sum, overflow) = place.addingReportingOverflow(distance)
    guard !overflow, sum <= data.count else {
      throw EthereumError(.malformedABI, "the ABI data ends before its values do")
    }
    return sum
  }

  private mutating func spend(_ amount: Int) throws(EthereumError) {
    guard amount <= budget else {
      throw EthereumError(.malformedABI, "the ABI data unfolds to more than it could honestly hold")
    }
    budget -= amount
  }
}
