import Cryptography
import Testing

@testable import Umbral

@Suite("Umbral refuses")
struct BadInputTests {
  let owner, receiver, signer, stranger: SecretKey
  let message: SealedMessage
  let kfrags: [VerifiedKeyFrag]
  let cfrags: [VerifiedCapsuleFrag]

  init() throws {
    owner = try SecretKey.generate()
    receiver = try SecretKey.generate()
    signer = try SecretKey.generate()
    stranger = try SecretKey.generate()
    message = try SealedMessage.seal([1, 2, 3], to: owner.publicKey)
    kfrags = try Delegation(from: owner, to: receiver.publicKey, signer: signer).keyFrags(threshold: 2, shares: 3)
    cfrags = try kfrags.map { [message] in try $0.reencrypt(message.capsule) }
  }

  private func expect(
    _ code: UmbralError.Code, sourceLocation: SourceLocation = #_sourceLocation, _ attempt: () throws -> Void
  ) {
    let error = #expect(throws: UmbralError.self, sourceLocation: sourceLocation) { try attempt() }
    #expect(error?.code == code, sourceLocation: sourceLocation)
  }

  @Test("another key, and anything changed in the ciphertext or the capsule")
  func wrongKey() throws {
    expect(.decryptionFailed) { _ = try message.open(with: stranger) }
    for bit in 0..<message.ciphertext.count * 8 {
      var changed = message.ciphertext
      changed[bit / 8] ^= 1 << (bit % 8)
      expect(.decryptionFailed) {
        _ = try SealedMessage(capsule: message.capsule, ciphertext: changed).open(with: owner)
      }
    }
    for count in 0..<message.ciphertext.count {
      let cut = SealedMessage(capsule: message.capsule, ciphertext: Array(message.ciphertext.prefix(count)))
      expect(.decryptionFailed) { _ = try cut.open(with: owner) }
    }
    let other = try Capsule.encapsulate(to: owner.publicKey).capsule
    expect(.decryptionFailed) {
      _ = try SealedMessage(capsule: other, ciphertext: message.ciphertext).open(with: owner)
    }
  }

  @Test("too few fragments, none, the same one twice, of different delegations")
  func fragments() throws {
    expect(.wrongFragments) { _ = try message.open([cfrags[0]], with: receiver, from: owner.publicKey) }
    expect(.noFragments) { _ = try message.open([], with: receiver, from: owner.publicKey) }
    expect(.repeatedFragment) {
      _ = try message.open([cfrags[1], cfrags[1]], with: receiver, from: owner.publicKey)
    }
    let others = try Delegation(from: owner, to: receiver.publicKey, signer: signer).keyFrags(threshold: 2, shares: 2)
      .map { try $0.reencrypt(message.capsule) }
    expect(.mixedFragments) {
      _ = try message.open([cfrags[0], others[1]], with: receiver, from: owner.publicKey)
    }
    #expect(try message.open(cfrags.reversed(), with: receiver, from: owner.publicKey) == [1, 2, 3])
  }

  @Test("fragments for another receiver, owner or capsule")
  func wrongParties() throws {
    let enough = Array(cfrags.prefix(2))
    expect(.wrongFragments) { _ = try message.open(enough, with: stranger, from: owner.publicKey) }
    expect(.wrongFragments) { _ = try message.open(enough, with: receiver, from: stranger.publicKey) }
    let other = try SealedMessage.seal([4], to: owner.publicKey)
    expect(.wrongFragments) { _ = try other.open(enough, with: receiver, from: owner.publicKey) }
  }

  @Test("thresholds that cannot be", arguments: [(0, 1), (0, 0), (2, 1), (-1, 3), (1, 0), (Int.max, 1)])
  func thresholds(threshold: Int, shares: Int) throws {
    expect(.invalidThreshold) {
      _ = try Delegation(from: owner, to: receiver.publicKey, signer: signer)
        .keyFrags(threshold: threshold, shares: shares)
    }
  }

  @Test("rekeys that are not the delegator's")
  func rekeys() throws {
    let kfrag = kfrags[0].keyFrag
    expect(.invalidSignature) {
      _ = try kfrag.verified(by: stranger.publicKey, delegating: owner.publicKey, receiving: receiver.publicKey)
    }
    expect(.invalidSignature) {
      _ = try kfrag.verified(by: signer.publicKey, delegating: stranger.publicKey, receiving: receiver.publicKey)
    }
    expect(.invalidSignature) {
      _ = try kfrag.verified(by: signer.publicKey, delegating: owner.publicKey, receiving: stranger.publicKey)
    }
    expect(.missingKey) { _ = try kfrag.verified(by: signer.publicKey, delegating: owner.publicKey) }
    expect(.missingKey) { _ = try kfrag.verified(by: signer.publicKey, receiving: receiver.publicKey) }
    let changed = KeyFrag(
      identifier: kfrag.identifier, key: try SecretScalar.random(), precursor: kfrag.precursor, proof: kfrag.proof)
    expect(.invalidCommitment) {
      _ = try changed.verified(by: signer.publicKey, delegating: owner.publicKey, receiving: receiver.publicKey)
    }
  }

  @Test(
    "keys that the signature leaves out are not asked for", arguments: [(false, false), (true, false), (false, true)])
  func inclusion(delegating: Bool, receiving: Bool) throws {
    let kfrag = try Delegation(from: owner, to: receiver.publicKey, signer: signer).keyFrags(
      threshold: 1, shares: 1, includingDelegatingKey: delegating, includingReceivingKey: receiving)[0].keyFrag
    _ = try kfrag.verified(
      by: signer.publicKey, delegating: delegating ? owner.publicKey : nil,
      receiving: receiving ? receiver.publicKey : nil)
    _ = try kfrag.verified(
      by: signer.publicKey, delegating: delegating ? owner.publicKey : stranger.publicKey,
      receiving: receiving ? receiver.publicKey : stranger.publicKey)
  }

  @Test("a bit flipped anywhere in a fragment, in either form")
  func bitFlips() throws {
    let parties = (signer.publicKey, owner.publicKey, receiver.publicKey)
    let fragment = cfrags[0].capsuleFrag
    for bit in stride(from: 0, to: fragment.simpleBytes.count * 8, by: 5) {
      var changed = fragment.simpleBytes
      changed[bit / 8] ^= 1 << (bit % 8)
      #expect(throws: UmbralError.self, "bit \(bit)") {
        try CapsuleFrag(simple: changed).verified(
          of: message.capsule, by: parties.0, delegating: parties.1, receiving: parties.2)
      }
    }
    let capsule = message.capsule.messagePack
    for bit in 0..<capsule.count * 8 {
      var changed = capsule
      changed[bit / 8] ^= 1 << (bit % 8)
      #expect(throws: UmbralError.self, "bit \(bit)") { try Capsule(messagePack: changed) }
    }
  }

  @Test("a proof for another capsule, and evidence that does not fit")
  func proofs() throws {
    let fragment = cfrags[0].capsuleFrag
    let other = try Capsule.encapsulate(to: owner.publicKey).capsule
    expect(.invalidProof) {
      _ = try fragment.verified(
        of: other, by: signer.publicKey, delegating: owner.publicKey, receiving: receiver.publicKey)
    }
    expect(.invalidEvidence) {
      _ = try ReencryptionEvidence(
        of: fragment, capsule: message.capsule, by: stranger.publicKey, delegating: owner.publicKey,
        receiving: receiver.publicKey)
    }
    let evidence = try ReencryptionEvidence(
      of: fragment, capsule: message.capsule, by: signer.publicKey, delegating: owner.publicKey,
      receiving: receiver.publicKey)
    expect(.invalidEvidence) {
      try evidence.verify(
        for: cfrags[1].capsuleFrag, capsule: message.capsule, by: signer.publicKey, delegating: owner.publicKey,
        receiving: receiver.publicKey)
    }
  }

  @Test("a seed of another length", arguments: [0, 31, 33, 64])
  func seeds(count: Int) throws {
    let seed = try SecretBytes.random(count: count)
    #expect(throws: CryptographyError.self) { try SecretKeyFactory(seed: seed) }
  }
}
