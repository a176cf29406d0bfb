import Cryptography
import Testing
import VectorTesting

@testable import Umbral

@Suite("Against umbral-pre", .enabled(if: TestPython.has("umbral_pre"), Comment(rawValue: TestPython.absence)))
struct UmbralOracleTests {
  private struct Question: Encodable {
    var open: [Given] = []
    var make: [Wanted] = []
  }

  private struct Given: Encodable {
    let owner, receiver, signer, capsule, capsuleSimple, ciphertext: String
    let kfrags, cfrags, cfragsSimple: [String]
    let threshold: Int
  }

  private struct Wanted: Encodable {
    let owner, receiver, signer, seed, plaintext: String
    let threshold, shares: Int
    let delegating, receiving: Bool
  }

  private struct Answer: Decodable {
    let opened: [Opened]
    let made: [Made]
  }

  private struct Opened: Decodable {
    let opened, evidence: [String]
  }

  private struct Made: Decodable {
    let capsule, ciphertext: String
    let kfrags, cfrags, made: [String]
  }

  /// A random case, and what is needed to compare the answer with it.
  private struct Case {
    let owner, receiver, signer: SecretKey
    let plaintext: [UInt8]
    let threshold, shares: Int
    let inclusion: KeyInclusion
    let seed: [UInt8]

    init(threshold: Int, shares: Int, length: Int) throws {
      owner = try SecretKey.generate()
      receiver = try SecretKey.generate()
      signer = try SecretKey.generate()
      plaintext = RandomBytes.make(length)
      self.threshold = threshold
      self.shares = shares
      inclusion = KeyInclusion(delegating: .random(), receiving: .random())
      seed = RandomBytes.make(32)
    }
  }

  @Test("theirs opens ours, ours opens theirs")
  func bothWays() throws {
    let cases = try [(1, 1, 0), (1, 1, 32), (1, 3, 1), (2, 3, 5_000), (3, 5, 100), (5, 5, 64), (2, 2, 17)]
      .map { try Case(threshold: $0, shares: $1, length: $2) }
    var question = Question()
    var evidence: [[String]] = []
    for item in cases {
      let (given, expected) = try self.given(item)
      question.open.append(given)
      question.make.append(wanted(item))
      evidence.append(expected)
    }
    let answer = try TestPython.ask("umbral_oracle.py", question, for: Answer.self)
    try #require(answer.opened.count == cases.count && answer.made.count == cases.count)
    for (index, item) in cases.enumerated() {
      let plaintext = Hex.encode(item.plaintext)
      #expect(answer.opened[index].opened == [plaintext, plaintext, plaintext])
      #expect(answer.opened[index].evidence == evidence[index])
      try check(answer.made[index], item)
    }
  }

  private func given(_ item: Case) throws -> (Given, evidence: [String]) {
    let message = try SealedMessage.seal(item.plaintext, to: item.owner.publicKey)
    let kfrags = try Delegation(from: item.owner, to: item.receiver.publicKey, signer: item.signer).keyFrags(
      threshold: item.threshold, shares: item.shares, includingDelegatingKey: item.inclusion.delegating,
      includingReceivingKey: item.inclusion.receiving)
    let cfrags = try kfrags.suffix(item.threshold).map { try $0.reencrypt(message.capsule).capsuleFrag }
    let given = Given(
      owner: text(item.owner), receiver: text(item.receiver), signer: text(item.signer),
      capsule: Hex.encode(message.capsule.messagePack), capsuleSimple: Hex.encode(message.capsule.simpleBytes),
      ciphertext: Hex.encode(message.ciphertext), kfrags: try kfrags.map { hex(try $0.keyFrag.messagePack()) },
      cfrags: cfrags.map { Hex.encode($0.messagePack) }, cfragsSimple: cfrags.map { Hex.encode($0.simpleBytes) },
      threshold: item.threshold)
    let evidence = try cfrags.map {
      Hex.encode(
        try ReencryptionEvidence(
          of: $0, capsule: message.capsule, by: item.signer.publicKey, delegating: item.owner.publicKey,
          receiving: item.receiver.publicKey
        ).messagePack)
    }
    return (given, evidence)
  }

  private func wanted(_ item: Case) -> Wanted {
    Wanted(
      owner: text(item.owner), receiver: text(item.receiver), signer: text(item.signer), seed: Hex.encode(item.seed),
      plaintext: Hex.encode(item.plaintext), threshold: item.threshold, shares: item.shares,
      delegating: item.inclusion.delegating, receiving: item.inclusion.receiving)
  }

  private func check(_ made: Made, _ item: Case) throws {
    let message = SealedMessage(
      capsule: try Capsule(messagePack: try Hex.decode(made.capsule)), ciphertext: try Hex.decode(made.ciphertext))
    #expect(try message.open(with: item.owner) == item.plaintext)
    let (owner, receiver) = (item.owner.publicKey, item.receiver.publicKey)
    let kfrags = try made.kfrags.map {
      try KeyFrag(messagePack: try Hex.decode($0)).verified(
        by: item.signer.publicKey, delegating: owner, receiving: receiver)
    }
    let theirs = try made.cfrags.map {
      try CapsuleFrag(messagePack: try Hex.decode($0)).verified(
        of: message.capsule, by: item.signer.publicKey, delegating: owner, receiving: receiver)
    }
    let ours = try kfrags.map { try $0.reencrypt(message.capsule) }
    for fragments in [theirs.suffix(item.threshold), ours.suffix(item.threshold)] {
      #expect(try message.open(Array(fragments), with: item.receiver, from: owner) == item.plaintext)
    }
    let factory = try SecretKeyFactory(seed: try SecretBytes(copying: item.seed))
    let label = item.plaintext.prefix(20)
    let derived = [
      text(try factory.makeKey(label: label)), hex(try factory.makeSecret(label: label)),
      text(try factory.makeFactory(label: label).makeKey(label: label)),
    ]
    #expect(made.made == derived)
  }

  private func text(_ key: SecretKey) -> String { key.scalar.revealed().value.hex }
}
