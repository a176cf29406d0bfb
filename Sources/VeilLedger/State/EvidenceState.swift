package import Cryptography

/// What an evidence contract says of itself.
package struct EvidenceState: Sendable, Hashable {
  package enum Status: UInt8, Sendable, Hashable, CustomStringConvertible {
    case pending = 0
    case verified = 1
    case refused = 2

    package var description: String {
      switch self {
      case .pending: "pending"
      case .verified: "verified"
      case .refused: "refused"
      }
    }
  }

  package let address: Address
  package let owner: Address
  package let status: Status

  package init(address: Address, owner: Address, status: Status) {
    self.address = address
    self.owner = owner
    self.status = status
  }
}
