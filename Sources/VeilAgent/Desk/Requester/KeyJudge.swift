package import Cryptography
internal import Umbral
package import VeilEvidence

/// Opens the capsule of an approved request on this machine, or finds what is wrong with what the owner sent. Nothing
/// leaves the machine here.
package struct KeyJudge: Sendable {
  /// What came out.
  package enum Finding: Sendable {
    /// The key that the evidence commits to.
    case key(SessionKey)
    case founded(FoundedDispute)
  }

  package let request: DeskRequest
  package let evidence: DeskEvidence
  private let receiving: SecretKey

  /// - Parameter receiving: the secret of the request's key.
  /// - Throws: `contradiction` where the parts do not belong together, `wrongState` without an approval.
  package init(request: DeskRequest, evidence: DeskEvidence, receiving: SecretKey) throws {
    guard request.evidence == evidence.address else {
      throw DeskError(.contradiction, "the request is about other evidence; look at it on the ledger")
    }
    guard request.publicKey == receiving.publicKey else {
      throw DeskError(.notYours, "the request was made with another key than this desk's")
    }
    guard request.approval != nil else {
      throw DeskError(.wrongState, "the request is \(request.state); there is nothing to open before it is approved")
    }
    self.request = request
    self.evidence = evidence
    self.receiving = receiving
  }

  private var sealed: SealedRendition { evidence.binding.sealed(request.rendition) }

  /// - Throws: `contradiction` where the approval carries no rekey at all.
  package func judge() throws -> Finding {
    let fragment = try RekeyReader.read(request.approval?.keyFrag ?? [])
    guard try RekeyCheck.fits(fragment, receiving: receiving, delegating: sealed.publicKey) else {
      let proof = try BadRekeyProof(against: fragment, receiving: receiving, delegating: sealed.publicKey)
      return .founded(FoundedDispute(.badRekey(proof)))
    }
    // The rekey fits, so whoever signed it, it opens what was made for the owner's key.
    let reencrypted = try VerifiedKeyFrag(trusting: fragment).reencrypt(sealed.capsule)
    let key = try sessionKey(sealed.capsule.open([reencrypted], with: receiving, from: sealed.publicKey))
    guard key.commitment.equalsInConstantTime(sealed.keyCommitment) else {
      let proof = try BadKeyProof(
        against: sealed.capsule, keyFrag: fragment, receiving: receiving, delegating: sealed.publicKey
      ) { try sessionKey($0).commitment == sealed.keyCommitment }
      return .founded(FoundedDispute(.badKey(proof)))
    }
    return .key(key)
  }

  private func sessionKey(_ seed: KeySeed) throws -> SessionKey {
    try SessionKey(seed: seed, incident: evidence.incident, rendition: request.rendition)
  }
}
