package import Cryptography

/// What became of the logs of a block.
package enum LogChange: Sendable, Hashable {
  /// A block was added to the chain, with these logs.
  case added(block: UInt64, hash: Hash256, logs: [Log])
  /// A block was taken off the chain, and these logs with it, last first. They were added before.
  case removed(block: UInt64, hash: Hash256, logs: [Log])

  package var logs: [Log] {
    switch self {
    case .added(_, _, let logs), .removed(_, _, let logs): logs
    }
  }
}
