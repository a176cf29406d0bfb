package import Cryptography
internal import VeilEvidence

/// `POST /v1/devices`, signed by the device's key over a challenge.
package struct EnrolmentRequest: Sendable, Hashable, Codable {
  /// What a maker's hardware says of the key; checked by the cloud's attestation hook, if it has one.
  package struct Attestation: Sendable, Hashable, Codable {
    package let format: String
    package let statement: HexBytes

    package init(format: String, statement: HexBytes) {
      self.format = format
      self.statement = statement
    }
  }

  package let device: Address
  package let attestation: Attestation?

  package init(device: Address, attestation: Attestation? = nil) {
    self.device = device
    self.attestation = attestation
  }
}

/// What the cloud has of a device.
package struct DeviceReply: Sendable, Hashable, Codable {
  package let device: Address
  /// Milliseconds since 1970.
  package let enrolled: UInt64
  package let isAttested: Bool
  /// The number that the device's next record must have.
  package let nextNumber: UInt32

  package init(device: Address, enrolled: UInt64, isAttested: Bool, nextNumber: UInt32) {
    self.device = device
    self.enrolled = enrolled
    self.isAttested = isAttested
    self.nextNumber = nextNumber
  }
}

/// `POST /v1/devices/hand-over`, signed by the old key: the new key goes on for it.
package struct HandOverRequest: Sendable, Hashable, Codable {
  package let from: Address
  package let to: Address
  /// How many records the old key has signed in all. Later ones of it are refused as back-dated; those that are still on
  /// their way are taken.
  package let recordCount: UInt32
  /// By the old key, over H(H("veilcam.hand-over.v1") ‖ old device id ‖ new device id).
  package let signature: HexBytes

  package init(from: Address, to: Address, recordCount: UInt32, signature: HexBytes) {
    self.from = from
    self.to = to
    self.recordCount = recordCount
    self.signature = signature
  }
}
