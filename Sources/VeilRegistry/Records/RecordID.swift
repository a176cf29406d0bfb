internal import Cryptography

/// What a registry calls a record: 16 random bytes, new with every version.
package struct RecordID: Sendable, Hashable, CustomStringConvertible {
  package static let byteCount = 16

  package let bytes: [UInt8]

  /// - Throws: ``RegistryError`` `notFound` unless these are 16 bytes.
  package init(bytes: [UInt8]) throws(RegistryError) {
    guard bytes.count == Self.byteCount else { throw Self.wrong }
    self.bytes = bytes
  }

  /// Reads 32 hexadecimal digits.
  /// - Throws: ``RegistryError`` `notFound` for anything else.
  package init(_ text: String) throws(RegistryError) {
    guard let bytes = try? Hex.decode(text), bytes.count == Self.byteCount else { throw Self.wrong }
    self.bytes = bytes
  }

  private init(unchecked bytes: [UInt8]) { self.bytes = bytes }

  /// A fresh one.
  package static func random() -> RecordID { RecordID(unchecked: RandomBytes.make(byteCount)) }

  package var description: String { Hex.encode(bytes) }

  private static let wrong = RegistryError(
    .notFound, "a record is named by 32 hexadecimal digits, as `registry enroll` and `registry search` print them")
}
