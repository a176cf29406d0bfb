import Cryptography
import Testing
import VectorTesting

@testable import Umbral

/// Random mutations of valid bytes, from a fixed seed: a decoder refuses with a typed error, or accepts what it writes
/// back the same. It never traps.
@Suite("Decoders under mutation")
struct DecoderFuzzTests {
  typealias Decoder = @Sendable ([UInt8]) throws -> [UInt8]

  static let decoders: [(name: String, decode: Decoder)] = [
    ("capsule, MessagePack", { try Capsule(messagePack: $0).messagePack }),
    ("capsule, simple", { try Capsule(simple: $0).simpleBytes }),
    ("key fragment", { try KeyFrag(messagePack: $0).messagePack().withUnsafeBytes(Array.init) }),
    ("capsule fragment, MessagePack", { try CapsuleFrag(messagePack: $0).messagePack }),
    ("capsule fragment, simple", { try CapsuleFrag(simple: $0).simpleBytes }),
    ("evidence", { try ReencryptionEvidence(messagePack: $0).messagePack }),
    ("bad rekey", { try BadRekeyProof(bytes: $0).bytes }),
    ("bad key", { try BadKeyProof(bytes: $0).bytes }),
  ]

  /// Valid bytes for each decoder, the same in every run.
  private func samples() throws -> [[UInt8]] {
    let keys = try (1...4).map { try SecretKey(bytes: [UInt8](repeating: $0, count: 32)) }
    let scalars = try (5...8).map { try SecretScalar(bytes: [UInt8](repeating: $0, count: 32)) }
    let capsule = try Capsule.encapsulate(to: keys[0].publicKey, r: scalars[0], u: scalars[1]).capsule
    let randomness = Delegation.Randomness(
      precursor: try SecretKey(bytes: [UInt8](repeating: 9, count: 32)), coefficients: [],
      identifiers: [[UInt8](0..<32)])
    let kfrag = try Delegation(from: keys[0], to: keys[1].publicKey, signer: keys[2])
      .keyFrags(randomness, inclusion: KeyInclusion(delegating: true, receiving: true))[0]
    let cfrag = try kfrag.reencrypt(capsule, t: scalars[2]).capsuleFrag
    return [
      capsule.messagePack, capsule.simpleBytes, try kfrag.keyFrag.messagePack().withUnsafeBytes(Array.init),
      cfrag.messagePack, cfrag.simpleBytes,
      try ReencryptionEvidence(
        of: cfrag, capsule: capsule, by: keys[2].publicKey, delegating: keys[0].publicKey,
        receiving: keys[1].publicKey
      ).messagePack,
      try Hex.decode(PublishedDisputes.badRekeyProof), try Hex.decode(PublishedDisputes.badKeyProof),
    ]
  }

  @Test(arguments: decoders.indices)
  func mutated(index: Int) throws {
    let sample = try samples()[index]
    let (name, decode) = Self.decoders[index]
    #expect(try decode(sample) == sample, "\(name)")
    var mutation = Mutation(seed: 0x5EED &+ UInt64(index))
    for round in 0..<Mutation.rounds(3_000) {
      let bytes = mutation.mutate(sample)
      do {
        let written = try decode(bytes)
        #expect(written == bytes, "\(name), round \(round)")
      } catch is UmbralError {
        continue
      } catch {
        Issue.record(error, "\(name), round \(round): an error of another type")
      }
    }
  }

  @Test("every truncation, and a byte too many", arguments: decoders.indices)
  func truncated(index: Int) throws {
    let sample = try samples()[index]
    for count in 0..<sample.count {
      let error = #expect(throws: UmbralError.self) { try Self.decoders[index].decode(Array(sample.prefix(count))) }
      #expect(error?.code == .malformed)
    }
    let error = #expect(throws: UmbralError.self) { try Self.decoders[index].decode(sample + [0]) }
    #expect(error?.code == .malformed)
  }
}
