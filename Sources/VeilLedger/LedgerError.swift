internal import Ethereum

/// Why something on the ledger was not done, in one sentence that says what to do. Never carries key material.
package struct LedgerError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What kind of failure it is, for callers that decide by it.
  package enum Code: String, Sendable, Hashable, CaseIterable {
    /// Nobody answers at the ledger's address, or the answer makes no sense.
    case unreachable, malformed
    /// The ledger is of another chain; the contracts are not there; their code is not ours.
    case wrongChain, notDeployed, codeDiffers
    /// A contract refused the operation; see ``LedgerError/reason``.
    case refused
    /// The account cannot pay value and gas.
    case insufficientFunds
    /// The transaction was not mined in time; another took its place.
    case notMined, replaced
    /// There is no such evidence or request.
    case notFound
    /// The local check found nothing to dispute, so nothing was sent.
    case nothingToDispute
    /// The embedded ledger cannot run: something is missing, another process has the folder, it ended.
    case missing, inUse, ended
    /// A file of the outbox or a description cannot be read or written.
    case notReadable, notWritable
  }

  package let code: Code
  /// The sentence for a person.
  package let message: String
  /// The contract's own word for why it refused, where it gave one.
  package let reason: String?

  package init(_ code: Code, _ message: String, reason: String? = nil) {
    self.code = code
    self.message = message
    self.reason = reason
  }

  package var description: String { message }

  /// Whether the same operation may succeed later without being changed.
  package var isTransient: Bool { code == .unreachable || code == .notMined }
}
