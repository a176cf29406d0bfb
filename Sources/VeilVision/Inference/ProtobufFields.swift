/// Walks the fields of one protobuf message without copying it.
///
/// Wire format: https://protobuf.dev/programming-guides/encoding/. Every length is checked, so that a damaged file ends
/// the walk and nothing else.
struct ProtobufFields: Sequence, IteratorProtocol {
  /// One field: its number and where its content lies.
  struct Field {
    let number: Int
    /// Bytes of the content: the varint, the fixed-width number, or what follows a length.
    let content: Range<Int>
  }

  private let bytes: [UInt8]
  private var position: Int
  private let end: Int

  init(_ bytes: [UInt8], in range: Range<Int>) {
    self.bytes = bytes
    position = range.lowerBound
    end = Swift.min(range.upperBound, bytes.count)
  }

  mutating func next() -> Field? {
    guard let key = varint() else { return nil }
    let start = position
    let length: Int
    switch key & 7 {
    case 0:
      guard varint() != nil else { return nil }
      return Field(number: Int(truncatingIfNeeded: key >> 3), content: start..<position)
    case 1: length = 8
    case 2:
      guard let count = varint(), count <= UInt64(end - position) else { return nil }
      length = Int(count)
    case 5: length = 4
    default: return nil
    }
    guard length <= end - position else { return nil }
    defer { position += length }
    return Field(number: Int(truncatingIfNeeded: key >> 3), content: position..<position + length)
  }

  /// The number that starts at the current position, or nil if it does not end before the message does.
  private mutating func varint() -> UInt64? {
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 64, by: 7) {
      guard position < end else { return nil }
      let byte = bytes[position]
      position += 1
      value |= UInt64(byte & 127) << shift
      if byte < 128 { return value }
    }
    return nil
  }

  /// A varint field's value.
  static func value(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.reversed().reduce(0) { $0 << 7 | UInt64($1 & 127) }
  }
}
