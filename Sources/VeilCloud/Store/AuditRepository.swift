package import Cryptography

/// The audit log's entries, which are only ever added.
package protocol AuditRepository: Sendable {
  func appendAudit(_ entries: [StoredAudit]) async throws
  func auditEntries(from index: Int, count: Int) async throws -> [StoredAudit]
}

/// One entry of the audit log.
package struct StoredAudit: Sendable, Hashable {
  package let index: Int
  /// Canonical JSON.
  package let text: String
  /// H(text).
  package var entry: Hash256 { Keccak256.hash(text.utf8) }

  package init(index: Int, text: String) {
    self.index = index
    self.text = text
  }
}
