import Cryptography
import Foundation
import Testing

@testable import Umbral

/// Follows a run of which every random value is known, and compares every value on the way.
struct UmbralVectorRun {
  private let run: UmbralVectorFile.Run
  private let owner, receiver, signer: SecretKey

  init(_ run: UmbralVectorFile.Run) throws {
    self.run = run
    owner = try secretKey(run.delegating_sk)
    receiver = try secretKey(run.receiving_sk)
    signer = try secretKey(run.signer_sk)
  }

  func check() throws {
    #expect(owner.publicKey.description == run.delegating_pk && receiver.publicKey.description == run.receiving_pk)
    #expect(signer.publicKey.description == run.verifying_pk)
    let message = try checkSealing()
    let kfrags = try checkDelegation()
    let cfrags = try checkReencryption(message.capsule, kfrags)
    try checkOpening(message, cfrags)
    try checkEvidence(message.capsule, cfrags)
  }

  private func checkSealing() throws -> SealedMessage {
    let (capsule, seed) = try Capsule.encapsulate(
      to: owner.publicKey, r: try secretScalar(run.random.r), u: try secretScalar(run.random.u))
    #expect(Hex.encode(capsule.simpleBytes) == run.capsule_simple && capsule.simpleBytes.count == 98, "\(run.name)")
    #expect(Hex.encode(capsule.messagePack) == run.capsule_msgpack && capsule.messagePack.count == 105)
    #expect(hex(seed.bytes) == run.key_seed)
    #expect(hex(try seed.derive(info: [UInt8]())) == run.dem_key)
    #expect(try capsule.open(with: owner).equals(seed))
    let message = try SealedMessage.seal(
      try Hex.decode(run.plaintext), capsule, seed, nonce: try Hex.decode(run.random.dem_nonce))
    #expect(Hex.encode(message.ciphertext) == run.ciphertext)
    return message
  }

  private func checkDelegation() throws -> [VerifiedKeyFrag] {
    let precursor = try secretKey(run.random.precursor_sk)
    #expect(precursor.publicKey.description == run.precursor)
    let secret = try DelegationSecret(precursor: precursor, receiving: receiver.publicKey)
    #expect(secret.sharedPoint.description == run.dh_point)
    #expect(try secret.scalar().revealed().value.hex == run.d)
    let kfrags = try Delegation(from: owner, to: receiver.publicKey, signer: signer).keyFrags(
      Delegation.Randomness(
        precursor: precursor, coefficients: try run.random.coefficients_1_up.map { try secretScalar($0) },
        identifiers: try run.random.kfrag_ids.map { try Hex.decode($0) }),
      inclusion: KeyInclusion(delegating: run.sign_delegating_key, receiving: run.sign_receiving_key))
    for (made, expected) in zip(kfrags.map(\.keyFrag), run.kfrags) {
      #expect(try secret.argument(of: made.identifier).revealed().value.hex == expected.share_index)
      #expect(made.key.revealed().value.hex == expected.key)
      #expect(made.proof.commitment.description == expected.commitment)
      #expect(Hex.encode(made.proof.signatureForProxy.bytes) == expected.signature_for_proxy)
      #expect(Hex.encode(made.proof.signatureForReceiver.bytes) == expected.signature_for_receiver)
      #expect(hex(try made.messagePack()) == expected.msgpack)
      let read = try KeyFrag(messagePack: try Hex.decode(expected.msgpack))
      _ = try read.verified(by: signer.publicKey, delegating: owner.publicKey, receiving: receiver.publicKey)
    }
    #expect(kfrags.count == run.shares && run.kfrags.count == run.shares)
    return kfrags
  }

  private func checkReencryption(_ capsule: Capsule, _ kfrags: [VerifiedKeyFrag]) throws -> [VerifiedCapsuleFrag] {
    let cfrags = try zip(kfrags, run.random.t).map { try $0.reencrypt(capsule, t: try secretScalar($1)) }
    for (made, expected) in zip(cfrags.map(\.capsuleFrag), run.cfrags) {
      #expect(Hex.encode(made.simpleBytes) == expected.simple && made.simpleBytes.count == 359)
      #expect(Hex.encode(made.messagePack) == expected.msgpack && made.messagePack.count == 381)
      #expect(try made.points.challenge(of: capsule).value.hex == expected.h)
      let read = try CapsuleFrag(messagePack: try Hex.decode(expected.msgpack))
      #expect(try read == made && CapsuleFrag(simple: try Hex.decode(expected.simple)) == made)
      _ = try read.verified(
        of: capsule, by: signer.publicKey, delegating: owner.publicKey, receiving: receiver.publicKey)
    }
    #expect(cfrags.count == run.cfrags.count && !cfrags.isEmpty)
    return cfrags
  }

  private func checkOpening(_ message: SealedMessage, _ cfrags: [VerifiedCapsuleFrag]) throws {
    let chosen = run.opened_with.map { cfrags[$0] }
    let opened = try message.open(chosen, with: receiver, from: owner.publicKey)
    #expect(Hex.encode(opened) == run.plaintext)
    let secret = try DelegationSecret(
      receiving: receiver, precursor: try #require(chosen.first).capsuleFrag.precursor)
    let one = try secretScalar(String(repeating: "0", count: 63) + "1")
    let lambda = try Interpolation.coefficients(
      at: try chosen.map { try secret.argument(of: $0.capsuleFrag.identifier) }, times: one)
    #expect(lambda.map { $0.revealed().value.hex } == run.lambda_)
  }

  private func checkEvidence(_ capsule: Capsule, _ cfrags: [VerifiedCapsuleFrag]) throws {
    let fragment = try #require(cfrags.first).capsuleFrag
    let evidence = try ReencryptionEvidence(
      of: fragment, capsule: capsule, by: signer.publicKey, delegating: owner.publicKey,
      receiving: receiver.publicKey)
    let expected = run.evidence_of_cfrag0
    #expect(Hex.encode(evidence.messagePack) == expected.msgpack && evidence.messagePack.count == 528)
    #expect(evidence.validityHash.hex == expected.kfrag_validity_message_hash)
    #expect(evidence.signatureParity == expected.kfrag_signature_v)
    #expect(try ReencryptionEvidence(messagePack: try Hex.decode(expected.msgpack)) == evidence)
    #expect(try evidence.verifyingKey(of: fragment) == signer.publicKey)
    try evidence.verify(
      for: fragment, capsule: capsule, by: signer.publicKey, delegating: owner.publicKey,
      receiving: receiver.publicKey)
  }
}
