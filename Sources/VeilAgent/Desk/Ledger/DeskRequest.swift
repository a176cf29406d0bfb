package import Cryptography
package import Ethereum
package import VeilEvidence

/// A request contract (REQC) as the ledger shows it.
package struct DeskRequest: Sendable, Hashable {
  /// Where it stands; each number is the contract's.
  package enum State: UInt8, Sendable, Hashable, CaseIterable, CustomStringConvertible {
    case requested = 1
    case approved, settled, denied, cancelled, disputed

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
  }

  /// What the owner gave with his approval.
  package struct Approval: Sendable, Hashable {
    /// The rekey, MessagePack of a key fragment of 1 of 1.
    package let keyFrag: [UInt8]
    /// Where the owner says that the ciphertext lies; may be empty.
    package let link: String
    /// In wei.
    package let deposit: UInt256
    /// Seconds since 1970: until then the requester can dispute.
    package let confirmBy: Int64

    package init(keyFrag: [UInt8], link: String, deposit: UInt256, confirmBy: Int64) {
      self.keyFrag = keyFrag
      self.link = link
      self.deposit = deposit
      self.confirmBy = confirmBy
    }
  }

  package let address: Address
  package let evidence: Address
  package let requester: Address
  package let rendition: Rendition
  /// The requester's fresh Umbral key.
  package let publicKey: PublicKey
  /// In wei.
  package let reward: UInt256
  package let reason: String
  package let state: State
  /// Seconds since 1970: until then the owner can approve.
  package let approveBy: Int64
  /// The owner has said once that he means to give the original.
  package let isOriginalAnnounced: Bool
  package let approval: Approval?

  package init(
    address: Address, evidence: Address, requester: Address, rendition: Rendition, publicKey: PublicKey,
    reward: UInt256, reason: String, state: State, approveBy: Int64, isOriginalAnnounced: Bool, approval: Approval?
  ) {
    self.address = address
    self.evidence = evidence
    self.requester = requester
    self.rendition = rendition
    self.publicKey = publicKey
    self.reward = reward
    self.reason = reason
    self.state = state
    self.approveBy = approveBy
    self.isOriginalAnnounced = isOriginalAnnounced
    self.approval = approval
  }
}
