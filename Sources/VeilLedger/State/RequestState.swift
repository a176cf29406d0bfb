package import Cryptography
package import Ethereum
package import VeilEvidence

/// What a request contract says of itself. Sums are in wei, times in seconds since 1970.
package struct RequestState: Sendable, Hashable {
  package enum Phase: UInt8, Sendable, Hashable, CustomStringConvertible {
    case requested = 1
    case approved = 2
    /// The owner has been credited with reward and deposit.
    case settled = 3
    case denied = 4
    case cancelled = 5
    /// The requester has been credited with reward and deposit.
    case disputed = 6

    package var description: String {
      switch self {
      case .requested: "requested"
      case .approved: "approved"
      case .settled: "settled"
      case .denied: "denied"
      case .cancelled: "cancelled"
      case .disputed: "disputed"
      }
    }

    /// Whether nothing but withdrawing is left to do.
    package var isFinal: Bool { self != .requested && self != .approved }
  }

  package let address: Address
  package let phase: Phase
  package let evidence: Address
  package let requester: Address
  package let owner: Address
  package let rendition: Rendition
  /// The requester's Umbral key.
  package let publicKey: PublicKey
  package let reward: UInt256
  /// What the contract holds for a decision: the reward, and the deposit once approved; zero in final states.
  package let locked: UInt256
  /// Until when the owner may approve.
  package let approveBy: UInt64
  /// Until when the requester may dispute; zero before the approval.
  package let confirmBy: UInt64
  /// The block in which the owner announced an approval; nil if he has not.
  package let announcedIn: UInt64?

  package init(
    address: Address, phase: Phase, evidence: Address, requester: Address, owner: Address, rendition: Rendition,
    publicKey: PublicKey, reward: UInt256, locked: UInt256, approveBy: UInt64, confirmBy: UInt64,
    announcedIn: UInt64?
  ) {
    self.address = address
    self.phase = phase
    self.evidence = evidence
    self.requester = requester
    self.owner = owner
    self.rendition = rendition
    self.publicKey = publicKey
    self.reward = reward
    self.locked = locked
    self.approveBy = approveBy
    self.confirmBy = confirmBy
    self.announcedIn = announcedIn
  }
}
