import Foundation
import Testing

@testable import Cryptography

@Suite("Secrets")
struct SecretTests {
  @Test("no text and no mirror shows a secret")
  func neverShown() throws {
    let bytes = (0..<32).map { UInt8($0 + 65) }
    let secret = try SecretBytes(copying: bytes)
    let key = try SecretKey(bytes: bytes)
    var dumped = ""
    dump(secret, to: &dumped)
    dump(key, to: &dumped)
    let texts = ["\(secret)", String(reflecting: secret), "\(key)", String(reflecting: key), "\(key.scalar)", dumped]
    for text in texts {
      #expect(!text.contains(Hex.encode(bytes)) && !text.contains("65, 66") && !text.contains("ABCDEF"), "\(text)")
    }
  }

  @Test("memory is zero when it comes and when it goes", arguments: [1, 32, 64, 65, 512, 513, 10_000])
  func zeroed(count: Int) throws {
    // Slots are kept for the next secret of their size, so they may be looked at after release; pages of their own are
    // given back to the system, which zeroes them.
    let address = try SecretMemory.allocate(count)
    let bytes = UnsafeMutableRawBufferPointer(start: address, count: count)
    #expect(bytes.allSatisfy { $0 == 0 })
    for index in bytes.indices { bytes[index] = 0xA5 }
    SecretMemory.release(address, count)
    if count <= 512 { #expect(bytes.allSatisfy { $0 == 0 }) }
  }

  @Test("a key whose making fails leaves nothing behind")
  func failedFill() throws {
    struct Refused: Error {}
    #expect(throws: Refused.self) { try SecretBytes(count: 32) { _ in throw Refused() } }
    #expect(throws: CryptographyError.self) { try SecretBytes(count: -1) { _ in } }
  }

  @Test("equality looks at every byte")
  func equality() throws {
    let bytes = RandomBytes.make(40)
    let secret = try SecretBytes(copying: bytes)
    #expect(secret.equals(try SecretBytes(copying: bytes)))
    for index in bytes.indices {
      var changed = bytes
      changed[index] ^= 1
      #expect(try !secret.equals(SecretBytes(copying: changed)))
    }
    #expect(try !secret.equals(SecretBytes(copying: bytes.dropLast())))
  }

  @Test("many threads make and drop secrets at once")
  func concurrent() async throws {
    try await withThrowingTaskGroup(of: Bool.self) { group in
      for index in 0..<64 {
        group.addTask {
          let byte = UInt8(index)
          let secrets = try (0..<50).map { try SecretBytes(copying: [UInt8](repeating: byte, count: $0 + 1)) }
          return secrets.allSatisfy { $0.withUnsafeBytes { $0.allSatisfy { $0 == byte } } }
        }
      }
      for try await isRight in group { #expect(isRight) }
    }
  }

  @Test("hexadecimal text", arguments: ["", "00", "0x", "0xAbCd", "ffff"])
  func hex(text: String) throws {
    let bytes = try Hex.decode(text)
    #expect(Hex.encode(bytes) == text.lowercased().replacing("0x", with: ""))
  }

  @Test("text that is not hexadecimal", arguments: ["0", "0x0", "0g", "é1", "0x 0", "0X00"])
  func notHex(text: String) {
    let error = #expect(throws: CryptographyError.self) { try Hex.decode(text) }
    #expect(error?.code == .invalidHex)
  }

  @Test("hashes are ordered as their bytes and travel as 0x text")
  func hashValues() throws {
    let hashes = (0..<200).map { Keccak256.hash([UInt8($0)]) }
    #expect(hashes.sorted().map(\.bytes) == hashes.map(\.bytes).sorted { $0.lexicographicallyPrecedes($1) })
    let coded = try JSONEncoder().encode(hashes)
    #expect(String(decoding: coded, as: UTF8.self).hasPrefix("[\"0x"))
    #expect(try JSONDecoder().decode([Hash256].self, from: coded) == hashes)
    #expect(throws: DecodingError.self) { try JSONDecoder().decode([Hash256].self, from: Data("[\"0x00\"]".utf8)) }
    #expect(Hash256([1, 2, 3]) == nil && Hash256(hex: "zz") == nil)
    #expect(hashes[0].equalsInConstantTime(hashes[0]) && !hashes[0].equalsInConstantTime(hashes[1]))
  }

  @Test(
    "XChaCha20-Poly1305 refuses keys and nonces of other lengths", arguments: [(31, 24), (32, 12), (33, 24), (0, 0)])
  func lengths(key: Int, nonce: Int) throws {
    let secret = try SecretBytes.random(count: key)
    #expect(throws: CryptographyError.self) {
      try XChaCha20Poly1305.seal([1], key: secret, nonce: RandomBytes.make(nonce), authenticating: [UInt8]())
    }
    #expect(throws: CryptographyError.self) {
      try XChaCha20Poly1305.open(
        RandomBytes.make(40), key: secret, nonce: RandomBytes.make(nonce), authenticating: [UInt8]())
    }
  }

  @Test("HKDF refuses lengths that it cannot give", arguments: [0, -1, 8161])
  func derivation(count: Int) throws {
    let secret = try SecretBytes.random(count: 32)
    #expect(throws: CryptographyError.self) { try KeyDerivation.hkdf(secret, count: count) }
  }
}
