import Cryptography
import Testing

@testable import Umbral

@Test func sealedForOwner() throws {
  let owner = try SecretKey.generate()
  let message = try SealedMessage.seal(Array("peace at dawn".utf8), to: owner.publicKey)
  #expect(try message.open(with: owner) == Array("peace at dawn".utf8))
}

@Test(arguments: [(1, 1), (1, 3), (2, 3), (3, 5)]) func delegated(threshold: Int, shares: Int) throws {
  let (owner, receiver, signer) = (try SecretKey.generate(), try SecretKey.generate(), try SecretKey.generate())
  let message = try SealedMessage.seal([1, 2, 3], to: owner.publicKey)
  let rekeys = try Delegation(from: owner, to: receiver.publicKey, signer: signer)
    .keyFrags(threshold: threshold, shares: shares)
  let fragments = try rekeys.prefix(threshold).map { try $0.reencrypt(message.capsule) }
  for fragment in fragments {
    _ = try fragment.capsuleFrag.verified(
      of: message.capsule, by: signer.publicKey, delegating: owner.publicKey, receiving: receiver.publicKey)
  }
  #expect(try message.open(fragments, with: receiver, from: owner.publicKey) == [1, 2, 3])
}
