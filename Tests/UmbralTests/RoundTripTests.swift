import Cryptography
import Testing

@testable import Umbral

@Suite("Sealing and delegating")
struct RoundTripTests {
  @Test("the owner opens what was sealed to him", arguments: [0, 1, 32, 100_000])
  func owner(length: Int) throws {
    let owner = try SecretKey.generate()
    let plaintext = RandomBytes.make(length)
    let message = try SealedMessage.seal(plaintext, to: owner.publicKey)
    #expect(try message.open(with: owner) == plaintext)
    #expect(message.ciphertext.count == length + 40)
  }

  @Test("any threshold of the shares opens, and more do too", arguments: [(1, 1), (1, 3), (2, 3), (3, 5), (16, 16)])
  func delegated(threshold: Int, shares: Int) throws {
    let (owner, receiver, signer) = (try SecretKey.generate(), try SecretKey.generate(), try SecretKey.generate())
    let message = try SealedMessage.seal([1, 2, 3], to: owner.publicKey)
    let fragments = try Delegation(from: owner, to: receiver.publicKey, signer: signer)
      .keyFrags(threshold: threshold, shares: shares).map { kfrag in
        try kfrag.reencrypt(message.capsule).capsuleFrag.verified(
          of: message.capsule, by: signer.publicKey, delegating: owner.publicKey, receiving: receiver.publicKey)
      }
    for chosen in [fragments.prefix(threshold), fragments.suffix(threshold), fragments[...]] {
      #expect(try message.open(Array(chosen.shuffled()), with: receiver, from: owner.publicKey) == [1, 2, 3])
    }
  }

  @Test("sender, owner and receiver derive one session key, and other labels give others")
  func sessionKey() throws {
    let (owner, receiver) = (try SecretKey.generate(), try SecretKey.generate())
    let (capsule, sent) = try Capsule.encapsulate(to: owner.publicKey)
    let delegation = Delegation(from: owner, to: receiver.publicKey, signer: owner)
    let fragment = try delegation.keyFrags(threshold: 1, shares: 1)[0].reencrypt(capsule)
    let opened = try capsule.open(with: owner)
    let received = try capsule.open([fragment], with: receiver, from: owner.publicKey)
    let label = Array("incident 7, protected".utf8)
    #expect(try sent.derive(info: label).equals(opened.derive(info: label)))
    #expect(try sent.derive(info: label).equals(received.derive(info: label)))
    #expect(try !sent.derive(info: label).equals(sent.derive(info: Array("incident 7, original".utf8))))
    #expect(capsule.simpleBytes.count == 98)
  }
}
