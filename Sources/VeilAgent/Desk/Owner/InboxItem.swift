internal import Cryptography
package import Ethereum

/// A request for a film of this desk's owner.
package struct InboxItem: Sendable {
  package let request: DeskRequest
  package let evidence: DeskEvidence
  /// What can be taken out of it, in wei.
  package let credit: UInt256
  /// Milliseconds since 1970: when this desk first saw it.
  package let seenAt: Int64

  /// What the owner can do next.
  package func next(now: Int64) -> Next {
    switch request.state {
    case .requested where request.approveBy < now / 1_000: return .nothing
    case .requested: return .answer
    case .approved:
      guard let end = request.approval?.confirmBy, end < now / 1_000 else { return .wait }
      return .settle
    case .settled, .denied, .cancelled, .disputed: return credit.isZero ? .nothing : .withdraw
    }
  }

  /// See ``next(now:)``.
  package enum Next: Sendable, Hashable { case answer, wait, settle, withdraw, nothing }
}
