internal import Cryptography
package import Ethereum
package import VeilEvidence

/// One of this desk's requests: what it remembers, and what the ledger says now.
package struct TrackedRequest: Sendable {
  package let stored: OutgoingRequest
  /// Nil until the ledger has it.
  package let ledger: DeskRequest?
  /// What can be taken out of it, in wei.
  package let credit: UInt256
  package let incident: IncidentID
  package let rendition: Rendition

  /// What the requester can do next.
  package func next(now: Int64) -> Next {
    guard let ledger else { return .wait("The transaction is not in a block yet.") }
    switch ledger.state {
    case .requested where ledger.approveBy < now / 1_000: return .refund
    case .requested: return .wait("The owner has not answered yet.")
    case .approved: return .redeem
    case .settled: return stored.films == nil ? .redeem : .watch
    case .denied, .cancelled, .disputed: return credit.isZero ? .nothing : .withdraw
    }
  }

  /// See ``next(now:)``.
  package enum Next: Sendable, Hashable {
    case wait(String)
    case redeem, watch, refund, withdraw, nothing
  }
}
