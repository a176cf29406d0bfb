package import Cryptography
package import VeilEvidence

extension CloudClient {
  /// The description of the ledger's contracts, as JSON.
  package func ledgerDescription() async throws -> [UInt8] {
    try await perform(CloudRequest("GET", "/v1/ledger")).body
  }

  package func search(_ query: SearchQuery) async throws -> SearchReply { try await get(query.path) }

  /// The file of a preview. Its hash is checked.
  package func preview(_ hash: Hash256) async throws -> [UInt8] {
    let file = try await perform(CloudRequest("GET", "/v1/previews/\(hash)")).body
    guard Keccak256.hash(file) == hash else {
      throw CloudError(.previewDiffers, "the cloud served another preview than the evidence names; do not trust it")
    }
    return file
  }

  /// The log as it is now. The signature is to be checked against the cloud's account.
  package func logHead(_ log: CloudLog) async throws -> LogHeadReply { try await get("/v1/log/\(log.rawValue)") }

  package func logEntries(_ log: CloudLog, from first: Int, count: Int) async throws -> LogEntriesReply {
    try await get("/v1/log/\(log.rawValue)/entries?from=\(first)&count=\(count)")
  }

  /// The proof that an entry is in the log of `size` entries.
  package func inclusion(_ log: CloudLog, index: Int, size: Int) async throws -> InclusionReply {
    try await get("/v1/log/\(log.rawValue)/inclusion?index=\(index)&size=\(size)")
  }

  /// The proof that the log of `second` entries goes on from that of `first`.
  package func consistency(_ log: CloudLog, first: Int, second: Int) async throws -> ConsistencyReply {
    try await get("/v1/log/\(log.rawValue)/consistency?first=\(first)&second=\(second)")
  }

  package func incident(_ incident: IncidentID) async throws -> IncidentReply {
    try await get("/v1/incidents/\(incident)")
  }

  /// The incident of an evidence contract.
  package func incident(evidence: Address) async throws -> IncidentReply {
    try await get("/v1/evidence/\(evidence)")
  }
}
