package import Cryptography

/// Device keys and which follow each other.
package protocol DeviceRepository: Sendable {
  func device(_ address: Address) async throws -> StoredDevice?
  /// Enrols a device; one that is there stays as it is.
  func enrol(_ device: StoredDevice) async throws -> StoredDevice
  /// Ends a key after its records and enrols the next one, in one step. False where the key was ended otherwise.
  func handOver(from: Address, recordLimit: UInt32, to next: StoredDevice) async throws -> Bool
  /// The number that the device's next record must have.
  func nextNumber(of device: Address) async throws -> UInt32
}
