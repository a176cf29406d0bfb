package import Cryptography
package import VeilCloudAPI

/// Decides whether a device may enrol, by what a maker's hardware says of its key.
package protocol AttestationVerifying: Sendable {
  /// - Returns: whether the statement proves that the key is in such hardware; false where there is no statement and
  ///   none is needed.
  /// - Throws: ``CloudError`` `forbidden` where the device may not enrol.
  func check(_ attestation: EnrolmentRequest.Attestation?, of device: Address) async throws -> Bool
}

/// Lets every device in, and believes no statement.
package struct OpenEnrolment: AttestationVerifying {
  package init() {}

  package func check(_ attestation: EnrolmentRequest.Attestation?, of device: Address) async throws -> Bool { false }
}
