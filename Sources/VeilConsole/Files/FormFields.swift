package import Hummingbird

/// The fields of a form as a browser sends it (`application/x-www-form-urlencoded`). Of a field that comes twice the
/// first counts.
package struct FormFields: Sendable {
  private var values: [String: String] = [:]

  package init(_ body: ByteBuffer) { self.init(text: String(decoding: body.readableBytesView, as: UTF8.self)) }

  /// Also reads the query of an address.
  package init(text: String) {
    for part in text.split(separator: "&") {
      let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = pair.first.flatMap(Self.decode) else { continue }
      guard let value = pair.count > 1 ? Self.decode(pair[1]) : "" else { continue }
      if values[name] == nil { values[name] = value }
    }
  }

  /// Fields that were read elsewhere.
  init(_ fields: [(String, String)]) { values = Dictionary(fields) { first, _ in first } }

  package subscript(_ name: String) -> String? { values[name] }

  /// The field without spaces around it, nil if it is empty.
  package func text(_ name: String) -> String? {
    guard let value = values[name] else { return nil }
    let trimmed = value.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed()
    return trimmed.isEmpty ? nil : String(trimmed)
  }

  private static func decode(_ text: Substring) -> String? {
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "+"): bytes.append(0x20)
      case UInt8(ascii: "%"):
        guard rest.count >= 2, let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) else {
          return nil
        }
        bytes.append(value)
        rest = rest.dropFirst(2)
      default: bytes.append(byte)
      }
    }
    return String(validating: bytes, as: UTF8.self)
  }
}
