package import Cryptography

/// `GET /healthz`: that the cloud serves, which one it is, and whether it reaches its ledger.
package struct HealthReply: Sendable, Hashable, Codable {
  /// Records are taken and films go out without the ledger; incidents wait for it.
  package enum Ledger: String, Sendable, Hashable, Codable {
    case reached, unreachable
    /// Not asked yet.
    case unknown
  }

  package let status: String
  /// The cloud's account, which signed requests name.
  package let cloud: Address
  package let ledger: Ledger

  package init(status: String = "ok", cloud: Address, ledger: Ledger) {
    self.status = status
    self.cloud = cloud
    self.ledger = ledger
  }
}
