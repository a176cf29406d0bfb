package import Cryptography

/// The name of an incident: 32 bytes drawn at random by the camera.
package struct IncidentID: Sendable, Hashable, CustomStringConvertible {
  package static let byteCount = 32

  package let value: Hash256

  package init(_ value: Hash256) { self.value = value }

  package static func random() -> IncidentID { IncidentID(Hash256(RandomBytes.make(byteCount)) ?? Hash256()) }

  package var bytes: [UInt8] { value.bytes }
  package var description: String { value.description }

  /// - Throws: `malformed` unless there are 64 hexadecimal digits.
  package init(text: String) throws {
    guard let value = Hash256(hex: text) else {
      throw EvidenceError.malformed("an incident is named by 64 hexadecimal digits")
    }
    self.init(value)
  }
}
