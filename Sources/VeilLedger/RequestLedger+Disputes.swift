package import Cryptography
internal import Umbral
package import VeilEvidence

/// Disputes. Each checks on this machine first and sends nothing unless the check said bad: what a dispute reveals would
/// open the owner's capsules if nothing were wrong.
extension RequestLedger {
  /// Proves that the rekey of a request does not fit the owner's key.
  /// - Parameter receiving: the requester's secret Umbral key of this request.
  /// - Throws: ``LedgerError`` with `nothingToDispute`.
  @discardableResult
  package func disputeRekey(
    _ request: Address, approved: Approved, binding: SignedBinding, rendition: Rendition, receiving: SecretKey
  ) async throws -> LedgerReceipt {
    let frag = try keyFrag(approved)
    let owner = binding.binding.sealed(rendition).publicKey
    let proof: BadRekeyProof
    do {
      proof = try BadRekeyProof(against: frag, receiving: receiving, delegating: owner)
      try proof.verify(against: frag, receiving: receiving.publicKey, delegating: owner)
    } catch let error as UmbralError where error.code == .rekeyIsGood {
      throw Self.nothing("the rekey fits the owner's key")
    }
    return try await send(.badRekey(proof, keyFrag: approved.keyFrag), request, binding)
  }

  /// Proves that the capsule of a rendition holds another key than its publisher committed to.
  /// - Throws: ``LedgerError`` with `nothingToDispute`, also where the rekey itself is at fault: dispute that instead.
  @discardableResult
  package func disputeKey(
    _ request: Address, approved: Approved, binding: SignedBinding, rendition: Rendition, receiving: SecretKey
  ) async throws -> LedgerReceipt {
    let sealed = binding.binding.sealed(rendition)
    let incident = binding.binding.incident
    let fits = { (seed: KeySeed) throws -> Bool in
      try SessionKey(seed: seed, incident: incident, rendition: rendition).commitment == sealed.keyCommitment
    }
    let proof: BadKeyProof
    do {
      proof = try BadKeyProof(
        against: sealed.capsule, keyFrag: try keyFrag(approved), receiving: receiving, delegating: sealed.publicKey,
        commitmentFits: fits)
      try proof.verify(against: sealed.capsule, delegating: sealed.publicKey, commitmentFits: fits)
    } catch let error as UmbralError where error.code == .keyIsGood {
      throw Self.nothing("the capsule holds the key that was committed to")
    } catch let error as UmbralError where error.code == .rekeyIsBad {
      throw Self.nothing("the rekey is at fault and not the capsule; dispute the rekey")
    }
    return try await send(.badKey(proof), request, binding)
  }

  /// Proves that the committed place is another than the one that the camera signed for the index.
  /// - Throws: ``LedgerError`` with `nothingToDispute`.
  @discardableResult
  package func disputePlace(
    _ request: Address, binding: SignedBinding, place: FalsePlace
  ) async throws -> LedgerReceipt {
    guard try place.holds(against: binding) else {
      throw Self.nothing("the place does not contradict what the camera signed")
    }
    return try await send(.falsePlace(place), request, binding)
  }

  private func send(
    _ kind: DisputeProof.Kind, _ request: Address, _ binding: SignedBinding
  ) async throws -> LedgerReceipt {
    try await ledger.perform(.dispute(request: request, DisputeProof(kind, binding: binding)), by: account)
  }

  private func keyFrag(_ approved: Approved) throws -> KeyFrag {
    do {
      return try KeyFrag(messagePack: approved.keyFrag)
    } catch {
      throw LedgerError(.malformed, "the rekey of the request is not well formed, which the ledger would have refused")
    }
  }

  private static func nothing(_ why: String) -> LedgerError {
    LedgerError(.nothingToDispute, "\(why), so nothing was sent")
  }
}
