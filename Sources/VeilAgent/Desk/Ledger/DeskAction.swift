package import Cryptography
package import Ethereum
internal import Umbral
package import VeilEvidence

/// A transaction of the desk. The account that signs it is the party that acts.
package enum DeskAction: Sendable {
  case request(evidence: DeskEvidence, rendition: Rendition, publicKey: PublicKey, reward: UInt256, reason: String)
  /// The owner's; the fields of the evidence are passed back, because the contract stores their hash only.
  case approve(request: Address, evidence: DeskEvidence, keyFrag: SecretBytes, link: String, deposit: UInt256)
  case announceOriginal(request: Address)
  case deny(request: Address)
  case confirm(request: Address)
  case settle(request: Address)
  case cancel(request: Address)
  /// The requester's; his secret key of the request stays on this machine, where the ledger's room checks again.
  case dispute(request: DeskRequest, evidence: DeskEvidence, FoundedDispute, receiving: SecretKey)
  case withdraw(request: Address, to: Address)
  case transfer(to: Address, amount: UInt256)

  /// In a word, for lists and logs.
  package var name: String {
    switch self {
    case .request: "request"
    case .approve: "approve"
    case .announceOriginal: "announce original"
    case .deny: "deny"
    case .confirm: "confirm"
    case .settle: "settle"
    case .cancel: "cancel"
    case .dispute(_, _, let dispute, _): "prove \(dispute.kind.rawValue)"
    case .withdraw: "withdraw"
    case .transfer: "transfer"
    }
  }
}
