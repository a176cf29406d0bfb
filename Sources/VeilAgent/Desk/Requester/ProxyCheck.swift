internal import Cryptography
internal import Umbral
internal import VeilEvidence

/// Asks the cloud to re-encrypt the capsule, as the paper's proxy does, and says whether it does so rightly. Nothing depends
/// on it: the rekey in the request contract has opened the capsule on this machine before the cloud is asked.
struct ProxyCheck {
  let cloud: any SharingCloud
  let request: DeskRequest
  let evidence: DeskEvidence
  /// The secret of the request's key.
  let receiving: SecretKey

  /// - Throws: `CancellationError` only.
  func run(by account: SecretKey) async throws -> DeskCheck {
    let fragment: [UInt8]
    do {
      fragment = try await cloud.reencrypt(request.address, by: account)
    } catch {
      try Task.checkCancellation()
      return Self.check(.open, "the cloud did not re-encrypt the capsule")
    }
    return opens(fragment)
      ? DeskCheck("Proxy", .right, "the cloud re-encrypts the capsule rightly")
      : Self.check(.open, "the cloud re-encrypted the capsule wrongly")
  }

  /// That the fragment opens the capsule is not enough: a proxy can choose another seed that fits it. The commitment decides.
  private func opens(_ fragment: [UInt8]) -> Bool {
    let sealed = evidence.binding.sealed(request.rendition)
    guard let fragment = try? CapsuleFrag(messagePack: fragment),
      let seed = try? sealed.capsule.open(
        [VerifiedCapsuleFrag(trusting: fragment)], with: receiving, from: sealed.publicKey),
      let key = try? SessionKey(seed: seed, incident: evidence.incident, rendition: request.rendition)
    else { return false }
    return key.commitment.equalsInConstantTime(sealed.keyCommitment)
  }

  private static func check(_ outcome: DeskCheck.Outcome, _ finding: String) -> DeskCheck {
    DeskCheck("Proxy", outcome, "\(finding); the rekey on the ledger opened it without the cloud")
  }
}
