package import VeilCloudAPI

/// What the desk reads of the cloud's audit log. Nothing of it is believed without its proof.
package protocol CloudAuditSource: Sendable {
  /// The log as it is now.
  func auditHead() async throws -> LogHeadReply

  func auditEntries(from first: Int, count: Int) async throws -> LogEntriesReply

  /// That an entry is in the log of `size` entries.
  func auditInclusion(index: Int, size: Int) async throws -> InclusionReply

  /// That the log of `second` entries goes on from that of `first`.
  func auditConsistency(first: Int, second: Int) async throws -> ConsistencyReply
}

extension SharedCloud: CloudAuditSource {
  package func auditHead() async throws -> LogHeadReply { try await client.logHead(.audit) }

  package func auditEntries(from first: Int, count: Int) async throws -> LogEntriesReply {
    try await client.logEntries(.audit, from: first, count: count)
  }

  package func auditInclusion(index: Int, size: Int) async throws -> InclusionReply {
    try await client.inclusion(.audit, index: index, size: size)
  }

  package func auditConsistency(first: Int, second: Int) async throws -> ConsistencyReply {
    try await client.consistency(.audit, first: first, second: second)
  }
}
