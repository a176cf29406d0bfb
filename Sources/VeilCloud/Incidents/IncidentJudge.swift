internal import Cryptography
internal import VeilCloudAPI
internal import VeilEvidence

/// Recomputes everything that can be known of an incident, its files included.
struct IncidentJudge: Sendable {
  let store: any Store
  let blobs: any BlobStore
  let check: IncidentCheck
  let chain: any EvidenceChainPort

  /// All checks, each with its outcome.
  /// - Throws: what may succeed later, such as ``CloudError`` `ledgerUnreachable`.
  func judge(_ incident: StoredIncident, _ evidence: Address) async throws -> [IncidentReply.Check] {
    let binding = incident.binding
    var checks = [IncidentReply.Check]()
    let steps: [(CloudErrorCode, String, @Sendable () async throws -> Void)] = [
      (
        .wrongDevice, "Binding and place are signed by one enrolled device",
        {
          guard try await check.signer(of: binding, incident.claim).address == incident.device else {
            throw CloudError(.wrongDevice, "the signer is another device")
          }
        }
      ),
      (
        .unknownRecord, "Every segment's videoHash is in the device's stored, consecutive records",
        {
          let records = try await check.records(of: binding, device: incident.device)
          guard records.allSatisfy(\.record.isSignatureValid) else {
            throw CloudError(.unknownRecord, "a stored record has a bad signature")
          }
          try check.plausible(incident.place, records: records)
        }
      ),
      (
        .ciphertextDiffers, "Both sealed files have the roots of the binding and are of this incident",
        {
          for rendition in Rendition.allCases { try await checkSealed(rendition, incident) }
        }
      ),
      (
        .previewDiffers, "The previews have the hashes of the binding",
        {
          for hash in binding.binding.previews { try await checkPreview(hash) }
        }
      ),
      (
        .ownerDiffers, "The evidence contract has this owner and is the incident's only one",
        {
          try await checkLedger(incident, evidence)
        }
      ),
    ]
    for (code, subject, step) in steps { checks.append(try await Self.result(code, subject, step)) }
    return checks
  }

  /// A refusal becomes a failed check; what may succeed later is thrown.
  private static func result(
    _ code: CloudErrorCode, _ subject: String, _ step: @Sendable () async throws -> Void
  ) async throws -> IncidentReply.Check {
    do {
      try await step()
      return .init(name: code.rawValue, isPassed: true, detail: subject)
    } catch let error as CloudError where error.code.isRefusal {
      return .init(name: error.code.rawValue, isPassed: false, detail: error.message)
    }
  }

  private func checkSealed(_ rendition: Rendition, _ incident: StoredIncident) async throws {
    let root = incident.binding.binding.sealed(rendition).ciphertextRoot
    let upload = try await store.upload(rendition, of: incident.id)
    guard MerkleTree(leaves: upload.leaves).root == root, let file = try await blobs.open(root),
      file.byteCount == upload.length
    else { throw CloudError(.ciphertextDiffers, "the \(rendition) file is not the one of the binding") }
    let header = try? SealedHeader(bytes: try await file.bytes(at: 0, count: SealedHeader.byteCount))
    guard header?.incident == incident.id, header?.rendition == rendition, header?.fileByteCount == file.byteCount
    else { throw CloudError(.ciphertextDiffers, "the \(rendition) file was not sealed for this incident") }
  }

  private func checkPreview(_ hash: Hash256) async throws {
    guard let file = try await blobs.open(hash),
      Keccak256.hash(try await file.bytes(at: 0, count: file.byteCount)) == hash
    else { throw CloudError(.previewDiffers, "a preview is not the one of the binding") }
  }

  private func checkLedger(_ incident: StoredIncident, _ evidence: Address) async throws {
    guard let there = try await chain.evidence(at: evidence), there.owner == incident.binding.binding.owner else {
      throw CloudError(.ownerDiffers, "the evidence contract is not of the factory, or has another owner")
    }
    if let other = try await chain.evidence(of: incident.id), other != evidence {
      throw CloudError(.duplicateIncident, "another evidence contract of this incident is verified already")
    }
  }
}
