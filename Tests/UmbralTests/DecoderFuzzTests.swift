import Cryptography
import Testing

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

  /// Valid bytes for each decoder.
  private func samples() throws -> [[UInt8]] {
    let keys = try (0..<4).map { _ in try SecretKey.generate() }
    let capsule = try Capsule.encapsulate(to: keys[0].publicKey).capsule
    let kfrag = try Delegation(from: keys[0], to: keys[1].publicKey, signer: keys[2])
      .keyFrags(threshold: 1, shares: 1)[0]
    let cfrag = try kfrag.reencrypt(capsule).capsuleFrag
    return [
      capsule.messagePack, capsule.simpleBytes, try kfrag.keyFrag.messagePack().withUnsafeBytes(Array.init),
      cfrag.messagePack, cfrag.simpleBytes,
      try ReencryptionEvidence(
        of: cfrag, capsule: capsule, by: keys[2].publicKey, delegating: keys[0].publicKey,
        receiving: keys[1].publicKey
      ).messagePack,
      try BadRekeyProof(against: kfrag.keyFrag, receiving: keys[1], delegating: keys[3].publicKey).bytes,
      try BadKeyProof(
        against: capsule, keyFrag: kfrag.keyFrag, receiving: keys[1], delegating: keys[0].publicKey,
        commitmentFits: { _ in false }
      ).bytes,
    ]
  }

  @Test(arguments: decoders.indices)
  func mutated(index: Int) throws {
    let sample = try samples()[index]
    let (name, decode) = Self.decoders[index]
    #expect(try decode(sample) == sample, "\(name)")
    var random = Mutation(seed: 0x5EED &+ UInt64(index))
    for round in 0..<3_000 {
      let bytes = random.mutate(sample)
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

/// Seeded mutations: flips, replaced, inserted and removed bytes, and structure bytes of MessagePack put anywhere.
struct Mutation: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  /// SplitMix64 (Steele, Lea and Flood 2014).
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }

  mutating func mutate(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...4, using: &self) {
      let index = Int.random(in: 0..<max(bytes.count, 1), using: &self)
      guard bytes.indices.contains(index) else { return bytes }
      switch Int.random(in: 0..<6, using: &self) {
      case 0: bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &self)
      case 1: bytes[index] = UInt8.random(in: 0...255, using: &self)
      case 2: bytes.insert(UInt8.random(in: 0...255, using: &self), at: index)
      case 3: bytes.remove(at: index)
      case 4: bytes.removeSubrange(index..<min(index + Int.random(in: 1...40, using: &self), bytes.count))
      default:
        bytes[index] =
          [0x80, 0x90, 0x9F, 0xC0, 0xC2, 0xC4, 0xC5, 0xC6, 0xDC, 0xDD, 0xDF][
            Int.random(in: 0..<11, using: &self)]
      }
    }
    return bytes
  }
}
