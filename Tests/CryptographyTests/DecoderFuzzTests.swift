import Cryptography
import Testing
import VectorTesting

/// Mutations of valid bytes: a decoder refuses with its typed error, or accepts what it writes back the same.
@Suite("Decoders under mutation")
struct DecoderFuzzTests {
  typealias Decoder = @Sendable ([UInt8]) throws -> [UInt8]

  static let decoders: [(name: String, decode: Decoder)] = [
    ("point", { try Point(sec1: $0).compressed }),
    ("public key", { try PublicKey(compressed: $0).compressed }),
    ("compact signature", { try Signature(compact: $0).bytes }),
    ("DER signature", { try Signature(der: $0).bytes }),
    ("recoverable signature", { try RecoverableSignature(bytes: $0).bytes }),
    ("hexadecimal text", { Array(Hex.encode(try Hex.decode(String(decoding: $0, as: UTF8.self))).utf8) }),
  ]

  private func samples() throws -> [[UInt8]] {
    let key = try SecretKey(bytes: [UInt8](repeating: 7, count: 32))
    let signature = try key.sign(Keccak256.hash("a".utf8))
    let compact = signature.signature.bytes
    let der: [UInt8] =
      [0x30, 0x44, 0x02, 0x20] + [0x11] + compact[1..<32] + [0x02, 0x20] + [0x12] + compact[33..<64]
    return [
      key.publicKey.compressed, key.publicKey.compressed, compact, der, signature.bytes,
      Array("00ff7e".utf8),
    ]
  }

  @Test(arguments: decoders.indices)
  func mutated(index: Int) throws {
    let sample = try samples()[index]
    let (name, decode) = Self.decoders[index]
    _ = try decode(sample)
    var mutation = Mutation(seed: 0xC0DE &+ UInt64(index))
    for round in 0..<Mutation.rounds(2_000) {
      let bytes = mutation.mutate(sample)
      do {
        let written = try decode(bytes)
        // Points, DER and text have several spellings; what was read reads as the same again.
        if name != "DER signature" { #expect(try decode(written) == written, "\(name), round \(round)") }
      } catch is CryptographyError {
        continue
      } catch {
        Issue.record(error, "\(name), round \(round): an error of another type")
      }
    }
  }

  @Test("an encrypted message is refused whatever is changed in it")
  func ciphertext() throws {
    let key = try SecretBytes(copying: [UInt8](repeating: 3, count: 32))
    let nonce = [UInt8](repeating: 4, count: 24)
    let sealed = try XChaCha20Poly1305.seal([UInt8](0..<100), key: key, nonce: nonce, authenticating: [9])
    var mutation = Mutation(seed: 0xAEAD)
    for _ in 0..<Mutation.rounds(2_000) {
      let bytes = mutation.mutate(sealed)
      guard bytes != sealed else { continue }
      #expect(throws: CryptographyError.self) {
        try XChaCha20Poly1305.open(bytes, key: key, nonce: nonce, authenticating: [9])
      }
    }
  }
}
