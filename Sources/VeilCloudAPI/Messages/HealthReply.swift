package import Cryptography

/// `GET /healthz`: that the cloud serves, and which one it is.
package struct HealthReply: Sendable, Hashable, Codable {
  package let status: String
  /// The cloud's account, which signed requests name.
  package let cloud: Address

  package init(status: String = "ok", cloud: Address) {
    self.status = status
    self.cloud = cloud
  }
}
