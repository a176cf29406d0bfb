package import Cryptography

/// A device key as the cloud has it.
package struct StoredDevice: Sendable, Hashable {
  package let address: Address
  /// The first key of the same camera: known to the cloud alone.
  package let camera: Address
  /// Milliseconds since 1970.
  package let enrolled: UInt64
  package let isAttested: Bool
  /// The key that goes on for it.
  package var successor: Address?
  /// How many records it has signed in all, known when it is handed over.
  package var recordLimit: UInt32?

  package init(
    address: Address, camera: Address, enrolled: UInt64, isAttested: Bool, successor: Address? = nil,
    recordLimit: UInt32? = nil
  ) {
    self.address = address
    self.camera = camera
    self.enrolled = enrolled
    self.isAttested = isAttested
    self.successor = successor
    self.recordLimit = recordLimit
  }
}
