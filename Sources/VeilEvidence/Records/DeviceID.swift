package import Cryptography

/// Who signs a camera's records, for one day or until an incident: 0x01 ‖ the 20-byte address of the signing key.
package struct DeviceID: Sendable, Hashable {
  package static let byteCount = 21
  /// The kind of identifier: an account on secp256k1. The only one so far.
  package static let kind: UInt8 = 0x01

  package let address: Address

  package init(_ address: Address) { self.address = address }

  /// The 21 bytes.
  package var bytes: [UInt8] { [DeviceID.kind] + address.bytes }

  /// - Throws: `malformed` for another length or kind.
  package init(bytes: some Collection<UInt8>) throws {
    guard bytes.count == DeviceID.byteCount, bytes.first == DeviceID.kind, let address = Address(bytes.dropFirst())
    else { throw EvidenceError.malformed("a device id is the byte 1 and an address of 20 bytes") }
    self.address = address
  }
}

extension DeviceID: CustomStringConvertible {
  package var description: String { Hex.encode(bytes, prefix: true) }
}
