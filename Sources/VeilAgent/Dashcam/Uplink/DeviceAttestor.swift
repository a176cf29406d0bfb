package import Cryptography

/// Proof by the camera's hardware that a signing key lives in it. The hook for makers; without one the cloud enrols the
/// device on its signature alone.
package protocol DeviceAttestor: Sendable {
  /// - Returns: the name of the format and the statement about this device.
  func attest(_ device: Address) async throws -> (format: String, statement: [UInt8])
}
