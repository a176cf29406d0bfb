package import Cryptography

/// The evidence of one minute of recording: the paper's 96 bytes (sharing, "Evidence of the video").
package struct EvidenceRecord: Sendable, Hashable {
  package static let byteCount = 96

  /// Counts from 0 with every device key.
  package let number: UInt32
  package let device: DeviceID
  package let name: RecordName
  /// The `videoHash` of the record before, zero in the first.
  package let previousVideoHash: Hash256
  package let videoHash: Hash256

  package init(
    number: UInt32, device: DeviceID, name: RecordName, previousVideoHash: Hash256, videoHash: Hash256
  ) {
    self.number = number
    self.device = device
    self.name = name
    self.previousVideoHash = previousVideoHash
    self.videoHash = videoHash
  }

  /// number (4) ‖ device id (21) ‖ file name (7) ‖ previous videoHash (32) ‖ videoHash (32).
  package var bytes: [UInt8] {
    number.bigEndianBytes + device.bytes + name.bytes + previousVideoHash.bytes + videoHash.bytes
  }

  /// - Throws: `malformed`.
  package init(bytes: some Collection<UInt8>) throws {
    var reader = ByteReader(bytes, of: "the record")
    number = try reader.integer()
    device = try DeviceID(bytes: try reader.bytes(DeviceID.byteCount))
    name = try RecordName(bytes: try reader.bytes(RecordName.byteCount))
    previousVideoHash = try reader.hash()
    videoHash = try reader.hash()
    try reader.end()
  }

  /// What the device signs: H(H("veilcam.record.v1") ‖ record).
  package var signingHash: Hash256 { HashDomain.hash(HashDomain.record, bytes) }

  /// Signs the record.
  /// - Throws: `invalidSignature` for the key of another device.
  package func signed(by key: SecretKey) throws -> SignedRecord {
    guard key.address == device.address else {
      throw EvidenceError(.invalidSignature, "the record is of another device; sign it with that device's key")
    }
    return SignedRecord(record: self, signature: try key.sign(signingHash))
  }
}
