package import Cryptography

/// Hides the bystanders in the window of an incident.
package protocol WindowProtector: Sendable {
  /// - Parameters:
  ///   - film: the window.
  ///   - destination: the protected film, beside which a detections file is written.
  /// - Throws: whatever ends the run; then there is no film.
  func protect(_ film: String, to destination: String) async throws -> ProtectedWindow
}

/// What a protector made, for the derivation record.
package struct ProtectedWindow: Sendable, Hashable {
  /// Path of the detections file.
  package let detections: String
  package let models: [ProtectionMaterial.Model]
  package let method: String
  /// Keccak-256 of the policy file; of nothing where the built-in policy was used.
  package let policy: Hash256
  package let counts: [String: UInt64]

  package init(
    detections: String, models: [ProtectionMaterial.Model], method: String, policy: Hash256, counts: [String: UInt64]
  ) {
    self.detections = detections
    self.models = models
    self.method = method
    self.policy = policy
    self.counts = counts
  }
}
