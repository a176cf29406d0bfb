internal import Cryptography
internal import Umbral
internal import VeilCloudAPI
internal import VeilEvidence

/// Opens downloads and re-encrypts, only for what the ledger says was approved. The ledger is asked each time.
struct GrantService: Sendable {
  let store: any Store
  let blobs: any BlobStore
  let chain: any EvidenceChainPort
  let code: GrantCode
  let audit: AuditLog
  let clock: CloudClock
  let lifetime: UInt64

  func grant(_ request: Address, signer: Address) async throws -> GrantReply {
    let (approved, incident) = try await authorised(request, signer)
    let root = incident.binding.binding.sealed(approved.rendition).ciphertextRoot
    guard let file = try await blobs.open(root) else {
      throw CloudError(.notFound, "the cloud no longer has this film; ask its owner")
    }
    let expires = clock.now + lifetime
    try await audit.record(.grant, incident.id.description, "\(approved.rendition), request \(request)")
    return GrantReply(
      grant: code.grant(root, request: request, expires: expires), blob: root,
      rendition: approved.rendition.description, byteCount: file.byteCount, expires: expires)
  }

  /// The blob that a grant opens.
  func open(_ blob: Hash256, grant: String) async throws -> any BlobReading {
    let request: Address
    do {
      request = try code.request(of: grant, blob: blob, now: clock.now)
    } catch {
      await audit.note(.refusal, blob.description, "download without a good grant")
      throw error
    }
    guard let file = try await blobs.open(blob) else {
      throw CloudError(.notFound, "the cloud no longer has this film; ask its owner")
    }
    try await audit.record(.download, blob.description, "request \(request)")
    return file
  }

  /// The capsule re-encrypted with the rekey that the owner published in the request contract.
  func reencrypt(_ request: Address, signer: Address) async throws -> ReencryptionReply {
    let (approved, incident) = try await authorised(request, signer)
    let capsule = incident.binding.binding.sealed(approved.rendition).capsule
    guard let bytes = try await chain.keyFrag(of: request), let frag = try? KeyFrag(messagePack: bytes) else {
      throw CloudError(.badRekey, "the rekey of the request contract is not valid; dispute it")
    }
    // Whether it fits the owner's key only the requester can tell, who alone has the secret for it.
    let fragment = try VerifiedKeyFrag(trusting: frag).reencrypt(capsule).capsuleFrag.messagePack
    try await audit.record(.reencryption, incident.id.description, "\(approved.rendition), request \(request)")
    return ReencryptionReply(capsule: HexBytes(capsule.simpleBytes), fragment: HexBytes(fragment))
  }

  private func authorised(_ request: Address, _ signer: Address) async throws -> (ChainRequest, StoredIncident) {
    do {
      guard let contract = try await chain.request(at: request) else {
        throw CloudError(.notFound, "there is no such request contract on the ledger")
      }
      guard contract.requester == signer else {
        throw CloudError(.forbidden, "only the account that made the request may download; sign with its key")
      }
      guard contract.phase.opensDownload else {
        throw CloudError(.notApproved, "the owner has not approved this request, or it is over")
      }
      guard let incident = try await store.incident(evidence: contract.evidence), incident.state == .verified else {
        throw CloudError(.notFound, "this cloud has no verified evidence of the request's contract")
      }
      return (contract, incident)
    } catch let error as CloudError where error.code.isRefusal {
      await audit.note(.refusal, request.description, "grant: \(error.code.rawValue)")
      throw error
    }
  }
}
