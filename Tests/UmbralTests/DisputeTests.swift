import Cryptography
import Testing

@testable import Umbral

@Suite("Dispute proofs")
struct DisputeTests {
  let owner, receiver, signer: SecretKey
  let capsule: Capsule
  let seed: KeySeed
  let good: KeyFrag

  init() throws {
    owner = try SecretKey.generate()
    receiver = try SecretKey.generate()
    signer = try SecretKey.generate()
    (capsule, seed) = try Capsule.encapsulate(to: owner.publicKey)
    good = try Delegation(from: owner, to: receiver.publicKey, signer: signer)
      .keyFrags(threshold: 1, shares: 1)[0].keyFrag
  }

  /// A rekey that is signed rightly and re-encrypts to nothing of use.
  private var bad: KeyFrag {
    get throws {
      try Delegation(from: try SecretKey.generate(), to: receiver.publicKey, signer: signer)
        .keyFrags(threshold: 1, shares: 1)[0].keyFrag
    }
  }

  private func expect(
    _ code: UmbralError.Code, sourceLocation: SourceLocation = #_sourceLocation, _ attempt: () throws -> Void
  ) {
    let error = #expect(throws: UmbralError.self, sourceLocation: sourceLocation) { try attempt() }
    #expect(error?.code == code, sourceLocation: sourceLocation)
  }

  @Test("a bad rekey is proven and judged")
  func badRekey() throws {
    let rekey = try bad
    #expect(try !RekeyCheck.fits(rekey, receiving: receiver, delegating: owner.publicKey))
    let proof = try BadRekeyProof(against: rekey, receiving: receiver, delegating: owner.publicKey)
    try proof.verify(against: rekey, receiving: receiver.publicKey, delegating: owner.publicKey)
    let read = try BadRekeyProof(bytes: proof.bytes)
    #expect(read == proof && proof.bytes.count == BadRekeyProof.byteCount)
  }

  @Test("of a good rekey there is no proof, and a forced one is refused")
  func goodRekey() throws {
    #expect(try RekeyCheck.fits(good, receiving: receiver, delegating: owner.publicKey))
    expect(.rekeyIsGood) { _ = try BadRekeyProof(against: good, receiving: receiver, delegating: owner.publicKey) }
    // Made against another owner, and so about the right shared point; the judge still sees that the rekey fits.
    let forced = try BadRekeyProof(against: good, receiving: receiver, delegating: signer.publicKey)
    expect(.rekeyIsGood) {
      try forced.verify(against: good, receiving: receiver.publicKey, delegating: owner.publicKey)
    }
  }

  @Test("a proof with anything changed, for another rekey or another receiver is refused")
  func forgedRekeyProof() throws {
    let rekey = try bad
    let proof = try BadRekeyProof(against: rekey, receiving: receiver, delegating: owner.publicKey)
    for bit in stride(from: 0, to: proof.bytes.count * 8, by: 7) {
      var changed = proof.bytes
      changed[bit / 8] ^= 1 << (bit % 8)
      #expect(throws: UmbralError.self, "bit \(bit)") {
        try BadRekeyProof(bytes: changed)
          .verify(against: rekey, receiving: receiver.publicKey, delegating: owner.publicKey)
      }
    }
    expect(.invalidProof) {
      try proof.verify(against: good, receiving: receiver.publicKey, delegating: owner.publicKey)
    }
    expect(.invalidProof) {
      try proof.verify(against: rekey, receiving: signer.publicKey, delegating: owner.publicKey)
    }
  }

  @Test("a bad key is proven and judged")
  func badKey() throws {
    let proof = try BadKeyProof(
      against: capsule, keyFrag: good, receiving: receiver, delegating: owner.publicKey, commitmentFits: { _ in false })
    try proof.verify(against: capsule, delegating: owner.publicKey) { opened in
      #expect(opened.equals(seed))
      return false
    }
    #expect(try BadKeyProof(bytes: proof.bytes) == proof && proof.bytes.count == BadKeyProof.byteCount)
  }

  @Test("of a good key, and with a bad rekey, there is no proof")
  func goodKey() throws {
    expect(.keyIsGood) {
      _ = try BadKeyProof(
        against: capsule, keyFrag: good, receiving: receiver, delegating: owner.publicKey,
        commitmentFits: { $0.equals(seed) })
    }
    expect(.rekeyIsBad) {
      _ = try BadKeyProof(
        against: capsule, keyFrag: try bad, receiving: receiver, delegating: owner.publicKey,
        commitmentFits: { _ in false })
    }
    let proof = try BadKeyProof(
      against: capsule, keyFrag: good, receiving: receiver, delegating: owner.publicKey, commitmentFits: { _ in false })
    expect(.keyIsGood) {
      try proof.verify(against: capsule, delegating: owner.publicKey, commitmentFits: { $0.equals(seed) })
    }
    let other = try Capsule.encapsulate(to: owner.publicKey).capsule
    expect(.invalidProof) {
      try proof.verify(against: other, delegating: owner.publicKey, commitmentFits: { _ in false })
    }
    for bit in stride(from: 0, to: proof.bytes.count * 8, by: 7) {
      var changed = proof.bytes
      changed[bit / 8] ^= 1 << (bit % 8)
      #expect(throws: UmbralError.self, "bit \(bit)") {
        try BadKeyProof(bytes: changed).verify(
          against: capsule, delegating: owner.publicKey, commitmentFits: { _ in false })
      }
    }
  }

  @Test("the receiver of a single rekey can compute the owner's key, which is why each key pair guards one thing")
  func knownWeakness() throws {
    let secret = try DelegationSecret(receiving: receiver, precursor: good.precursor)
    #expect(try RekeyCheck.delegatedKey(good, secret: secret).equals(owner.scalar))
  }

  @Test("proofs that were published once are judged alike for ever")
  func published() throws {
    let factory = try SecretKeyFactory(seed: try SecretBytes(copying: (0..<32).map { UInt8($0) }))
    let owner = try factory.makeKey(label: "alice".utf8).publicKey
    let receiver = try factory.makeKey(label: "bob".utf8).publicKey
    let rekey = try KeyFrag(messagePack: try Hex.decode(PublishedDisputes.badRekey))
    try BadRekeyProof(bytes: try Hex.decode(PublishedDisputes.badRekeyProof))
      .verify(against: rekey, receiving: receiver, delegating: owner)
    #expect(BadRekeyProof.domain.hex == PublishedDisputes.badRekeyDomain)
    let capsule = try Capsule(simple: try Hex.decode(PublishedDisputes.capsule))
    try BadKeyProof(bytes: try Hex.decode(PublishedDisputes.badKeyProof))
      .verify(against: capsule, delegating: owner, commitmentFits: { _ in false })
  }
}
