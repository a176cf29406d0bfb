internal import Cryptography
internal import Umbral

/// Umbral's operations as a party performs them: from the bytes that came to the bytes or the plaintext that result.
struct UmbralBenchmark {
  private let owner, receiver, signer: SecretKey
  private let plaintext = RandomBytes.make(32)
  private let message: SealedMessage
  private let capsule, ownerKey, rekey: [UInt8]
  private let oneOfOne, twoOfThree: [[UInt8]]

  init() throws {
    owner = try SecretKey.generate()
    receiver = try SecretKey.generate()
    signer = try SecretKey.generate()
    message = try SealedMessage.seal(plaintext, to: owner.publicKey)
    capsule = message.capsule.messagePack
    ownerKey = owner.publicKey.compressed
    let delegation = Delegation(from: owner, to: receiver.publicKey, signer: signer)
    let single = try delegation.keyFrags(threshold: 1, shares: 1)
    rekey = try single[0].keyFrag.messagePack().withUnsafeBytes(Array.init)
    oneOfOne = try single.map { [message] in try $0.reencrypt(message.capsule).capsuleFrag.messagePack }
    twoOfThree = try delegation.keyFrags(threshold: 2, shares: 3).prefix(2)
      .map { [message] in try $0.reencrypt(message.capsule).capsuleFrag.messagePack }
  }

  /// The same data for the anchor.
  var data: Anchors.UmbralData {
    Anchors.UmbralData(
      owner: owner.withUnsafeBytes { Hex.encode($0) }, receiver: receiver.withUnsafeBytes { Hex.encode($0) },
      signer: signer.withUnsafeBytes { Hex.encode($0) }, plaintext: Hex.encode(plaintext),
      capsule: Hex.encode(capsule), ciphertext: Hex.encode(message.ciphertext), kfrags1of1: [Hex.encode(rekey)],
      cfrags1of1: oneOfOne.map { Hex.encode($0) }, cfrags2of3: twoOfThree.map { Hex.encode($0) })
  }

  /// In the order of the report, named as in `anchors.py`; `nil` is for information, a number what is asked for.
  func operations() -> [(name: String, wanted: Double, run: () throws -> Void)] {
    [
      ("encrypt", 1.5, { _ = try SealedMessage.seal(plaintext, to: try PublicKey(compressed: ownerKey)) }),
      ("open by owner", 1.5, { try check(try parsed().open(with: owner)) }),
      (
        "re-encrypt", 1.5,
        {
          _ = try VerifiedKeyFrag(trusting: try KeyFrag(messagePack: rekey))
            .reencrypt(try Capsule(messagePack: capsule))
        }
      ),
      (
        "verify kfrag", 1.5,
        {
          _ = try KeyFrag(messagePack: rekey).verified(
            by: signer.publicKey, delegating: owner.publicKey, receiving: receiver.publicKey)
        }
      ),
      ("verify cfrag", 1.5, { _ = try verified(oneOfOne[0], message.capsule) }),
      ("open 1 of 1", 1.5, { try open(oneOfOne, verifying: false) }),
      ("open 2 of 3", 1.5, { try open(twoOfThree, verifying: false) }),
      ("verify and open 1 of 1", 1.5, { try open(oneOfOne, verifying: true) }),
      ("verify and open 2 of 3", 1.5, { try open(twoOfThree, verifying: true) }),
      ("parse capsule", 1, { _ = try Capsule(messagePack: capsule) }),
    ]
  }

  private func parsed() throws -> SealedMessage {
    SealedMessage(capsule: try Capsule(messagePack: capsule), ciphertext: message.ciphertext)
  }

  private func verified(_ bytes: [UInt8], _ capsule: Capsule) throws -> VerifiedCapsuleFrag {
    try CapsuleFrag(messagePack: bytes).verified(
      of: capsule, by: signer.publicKey, delegating: owner.publicKey, receiving: receiver.publicKey)
  }

  private func open(_ fragments: [[UInt8]], verifying: Bool) throws {
    let message = try parsed()
    let fragments = try fragments.map {
      verifying
        ? try verified($0, message.capsule) : VerifiedCapsuleFrag(trusting: try CapsuleFrag(messagePack: $0))
    }
    try check(try message.open(fragments, with: receiver, from: owner.publicKey))
  }

  private func check(_ opened: [UInt8]) throws {
    guard opened == plaintext else { throw Anchors.Failed(description: "a message was opened wrongly") }
  }
}
