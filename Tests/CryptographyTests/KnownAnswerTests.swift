import Testing

@testable import Cryptography

@Test func keccakOfNothing() throws {
  #expect(Keccak256.hash([]).hex == "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470")
  let key = try SecretKey(bytes: try Hex.decode("4c0883a69102937d6231471b5dbb6204fe5129617082792ae468d01a3f362318"))
  #expect(key.address.description == "0x2c7536E3605D9C16a7a3D7b1898e529396a65c23")
  let hash = Keccak256.hash("hello".utf8)
  let signature = try key.sign(hash)
  #expect(key.publicKey.isValid(signature, for: hash))
  let inverse = try key.scalar.inverted()
  #expect(try inverse.multiplied(by: key.scalar).revealed().bytes.last == 1)
}
