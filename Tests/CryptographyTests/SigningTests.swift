import Testing

@testable import Cryptography

@Suite("Signatures and addresses")
struct SigningTests {
  @Test("a signature is recovered, verified and refused for anything else")
  func roundTrip() throws {
    let key = try SecretKey.generate()
    let hash = Keccak256.hash("record".utf8)
    let signature = try key.sign(hash)
    #expect(try PublicKey.recover(from: signature, over: hash) == key.publicKey)
    #expect(try RecoverableSignature(bytes: signature.bytes) == signature)
    #expect(key.publicKey.isValid(signature, for: hash))
    #expect(key.publicKey.isValid(signature.signature, for: hash))
    #expect(!key.publicKey.isValid(signature, for: Keccak256.hash("forged".utf8)))
    #expect(!key.publicKey.isValid(signature.signature, for: Keccak256.hash("forged".utf8)))
    #expect(try !SecretKey.generate().publicKey.isValid(signature, for: hash))
  }

  @Test("a flipped bit anywhere is noticed")
  func bitFlips() throws {
    let key = try SecretKey.generate()
    let hash = Keccak256.hash("record".utf8)
    let bytes = try key.sign(hash).bytes
    for bit in 0..<bytes.count * 8 {
      var changed = bytes
      changed[bit / 8] ^= 1 << (bit % 8)
      guard let signature = try? RecoverableSignature(bytes: changed) else { continue }
      #expect(!key.publicKey.isValid(signature, for: hash), "bit \(bit)")
    }
  }

  @Test("high s is refused unless asked for")
  func highS() throws {
    let key = try SecretKey.generate()
    let hash = Keccak256.hash("record".utf8)
    let low = try key.sign(hash)
    let high = Signature(r: low.r, s: try low.s.negated())
    #expect(low.signature.isLowS && !high.isLowS)
    #expect(!key.publicKey.isValid(high, for: hash))
    #expect(key.publicKey.isValid(high, for: hash, acceptingHighS: true))
    let error = #expect(throws: CryptographyError.self) { try RecoverableSignature(high, yParity: 0) }
    #expect(error?.code == .invalidSignature)
    #expect(throws: CryptographyError.self) { try RecoverableSignature(bytes: high.bytes + [27]) }
    let allowed = try RecoverableSignature(high, yParity: 1 - low.yParity, allowingHighS: true)
    #expect(try PublicKey.recover(from: allowed, over: hash) == key.publicKey)
  }

  @Test(
    "signatures that are none",
    arguments: [
      [], [UInt8](repeating: 1, count: 64), [UInt8](repeating: 0, count: 65), [UInt8](repeating: 255, count: 65),
      [UInt8](repeating: 1, count: 64) + [2], [UInt8](repeating: 1, count: 66),
    ])
  func invalid(bytes: [UInt8]) {
    #expect(throws: CryptographyError.self) { try RecoverableSignature(bytes: bytes) }
  }

  @Test(
    "EIP-55's own examples",
    arguments: [
      "0x52908400098527886E0F7030069857D2E4169EE7", "0x8617E340B3D01FA5F11F306F4090FD50E238070D",
      "0xde709f2102306220921060314715629080e2fb77", "0x27b1fdb04752bbc536007a920d24acb045561c26",
      "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
      "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB", "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb",
    ])
  func checksum(text: String) throws {
    #expect(try Address(text).description == text)
    #expect(try Address(checksummed: text) == Address(text.lowercased()))
  }

  @Test(
    "texts that are no address",
    arguments: [
      ("", CryptographyError.Code.invalidAddress), ("0x", .invalidAddress),
      ("5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", .invalidAddress),
      ("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAe", .invalidAddress),
      ("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAedd", .invalidAddress),
      ("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeg", .invalidAddress),
      ("0x0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeA", .invalidAddress),
      ("0x5AAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", .wrongChecksum),
      ("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD", .wrongChecksum),
    ])
  func invalidAddress(text: String, code: CryptographyError.Code) {
    let error = #expect(throws: CryptographyError.self) { try Address(text) }
    #expect(error?.code == code)
  }

  @Test("an address without checksum is refused where one must be")
  func missingChecksum() {
    #expect(throws: CryptographyError.self) { try Address(checksummed: "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed") }
  }
}
