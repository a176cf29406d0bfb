package import Cryptography
package import VeilEvidence

/// What opens a place commitment: the salt, which everybody knows who was given the protected film, and the place.
package struct OpenedPlace: Sendable, Hashable {
  package let salt: Hash256
  package let place: CoarsePlace

  package init(salt: Hash256, place: CoarsePlace) {
    self.salt = salt
    self.place = place
  }

  /// H(H("veilcam.place.v1") ‖ salt ‖ row ‖ column ‖ bucket).
  package func commitment() throws -> Hash256 { place.commitment(salt: try SecretBytes(copying: salt.bytes)) }
}
