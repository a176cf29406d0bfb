package import Cryptography
internal import GRDB
package import VeilEvidence

/// A signing key of the camera as the queue knows it; the key itself lies in its own file.
package struct StoredDevice: Sendable, Hashable {
  package let device: Address
  /// Order of the keys, from 1.
  package let order: Int64
  /// Days since 1970 when it began.
  package let day: Int
  /// The statement that the next key goes on for this one; nil for the key in use.
  package let handOver: DeviceChain.HandOver?
  /// Whether the key is no longer in use.
  package let isRetired: Bool
  package let isEnrolled: Bool
  package let isHandedOver: Bool

  init(_ row: Row) throws {
    device = try row.address("device")
    order = row["id"]
    day = row["day"]
    isRetired = row["retired"]
    isEnrolled = row["enrolled"]
    isHandedOver = row["handedOver"]
    handOver = try row.optionalBytes("signature").map { signature in
      DeviceChain.HandOver(
        from: DeviceID(try row.address("device")), to: DeviceID(try row.address("successor")),
        signature: try RecoverableSignature(bytes: signature))
    }
  }
}
