package import Cryptography

/// Which of the cloud's logs.
package enum AnchoredLog: UInt8, Sendable, Hashable, CaseIterable {
  case records = 1
  case audit = 2
}

/// The size and Merkle root of a log at some time.
package struct AnchorRoot: Sendable, Hashable {
  package let log: AnchoredLog
  /// Entries.
  package let size: UInt64
  package let root: Hash256

  package init(log: AnchoredLog, size: UInt64, root: Hash256) {
    self.log = log
    self.size = size
    self.root = root
  }
}
