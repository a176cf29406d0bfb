/// Writes JSON into a buffer of bytes: keys in the order they are given, numbers in one way only, so that equal
/// detections give equal files.
struct JSONLine {
  private(set) var bytes: [UInt8] = []

  mutating func clear() { bytes.removeAll(keepingCapacity: true) }

  /// Appends text as it is: punctuation and keys known to need no escaping.
  mutating func raw(_ text: StaticString) {
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  mutating func string(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(byte)
      case 0..<0x20:
        raw("\\u00")
        bytes.append(Self.digit(byte >> 4))
        bytes.append(Self.digit(byte & 15))
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  mutating func integer(_ value: Int64) {
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    magnitude(value.magnitude, digits: 1)
  }

  mutating func integer(_ value: Int) { integer(Int64(value)) }

  /// A number rounded to `decimals` (up to 6) places, without trailing zeros; `value` must be finite and below 10¹².
  mutating func decimal(_ value: Double, decimals: Int) {
    let unit = Self.units[decimals]
    let scaled = Int64((value * Double(unit)).rounded())
    if scaled < 0 { bytes.append(UInt8(ascii: "-")) }
    let (whole, part) = scaled.magnitude.quotientAndRemainder(dividingBy: unit)
    magnitude(whole, digits: 1)
    guard part > 0 else { return }
    var fraction = part
    var places = decimals
    while fraction.isMultiple(of: 10) {
      fraction /= 10
      places -= 1
    }
    bytes.append(UInt8(ascii: "."))
    magnitude(fraction, digits: places)
  }

  private mutating func magnitude(_ value: UInt64, digits: Int) {
    let start = bytes.count
    var rest = value
    repeat {
      bytes.append(UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
    } while rest > 0 || bytes.count - start < digits
    bytes[start...].reverse()
  }

  private static let units: [UInt64] = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000]

  private static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
  }
}
