/// Damages bytes in the ways that find mistakes in decoders, the same in every run from the same seed.
///
/// `VEILCAM_FUZZ_ROUNDS=100` makes every loop a hundred times as long, `VEILCAM_FUZZ_SEED=7` takes other mutations:
///
///     VEILCAM_FUZZ_ROUNDS=100 VEILCAM_FUZZ_SEED=7 swift test --filter Fuzz
package struct Mutation {
  /// Also for what else a test wants to draw.
  package var random: SplitMix64

  package init(seed: UInt64) { random = SplitMix64(seed: seed &+ Self.seed &* 0x1_0000_0001) }

  /// How many rounds a loop runs that usually runs `usual`.
  package static func rounds(_ usual: Int) -> Int { max(1, usual * factor) }

  private static let factor = Int(TestEnvironment.value("VEILCAM_FUZZ_ROUNDS") ?? "") ?? 1
  private static let seed = UInt64(TestEnvironment.value("VEILCAM_FUZZ_SEED") ?? "") ?? 0

  /// One to four changes.
  package mutating func mutate(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    for _ in 0...random.below(4) {
      guard !bytes.isEmpty else { return random.bytes(0...64) }
      change(&bytes)
    }
    return bytes
  }

  private mutating func change(_ bytes: inout [UInt8]) {
    let place = random.below(bytes.count)
    let end = min(bytes.count, place + 1 + random.below(40))
    switch random.below(10) {
    case 0, 1: bytes[place] ^= 1 << UInt8(random.below(8))
    case 2: bytes[place] = Self.structure[random.below(Self.structure.count)]
    case 3: bytes.removeSubrange((random.below(3) == 0 ? place : bytes.count - 1)...)
    case 4: bytes.insert(UInt8(random.below(256)), at: place)
    case 5: bytes.removeSubrange(place..<(random.bool() ? place + 1 : end))
    case 6: bytes.insert(contentsOf: bytes[place..<end], at: random.below(bytes.count))
    case 7: for index in place..<min(bytes.count, place + 32) { bytes[index] = random.bool() ? 0xFF : 0 }
    case 8 where bytes.first.map { $0 < 0x80 } == true: replace(&bytes, place)
    default: bytes[place] = UInt8(random.below(256))
    }
  }

  /// Puts a piece of JSON in the place of a few bytes.
  private mutating func replace(_ bytes: inout [UInt8], _ place: Int) {
    let end = min(bytes.count, place + random.below(12))
    bytes.replaceSubrange(place..<end, with: Self.pieces[random.below(Self.pieces.count)].utf8)
  }

  /// Bytes with a meaning in RLP, MessagePack, DER and zip.
  private static let structure: [UInt8] = [
    0x00, 0x01, 0x02, 0x30, 0x50, 0x7F, 0x80, 0x81, 0x84, 0x90, 0x9F, 0xB8, 0xBF, 0xC0, 0xC2, 0xC4, 0xC5, 0xC6, 0xDC,
    0xDD, 0xDF, 0xF8, 0xFF,
  ]

  private static let pieces = [
    "\"", "\\", "\\u0000", "\\ud800", "{", "}", "[", "]", ",", ":", "null", "true", "-", "-0", "0x", "1e999", "1.5",
    "9223372036854775808", "18446744073709551616", "-9223372036854775809", "0x" + String(repeating: "f", count: 65),
    "[[[[[[[[[[[[[[[[", "{\"a\":{\"a\":{\"a\":", "\u{FEFF}", "é", "\t", " ",
  ]
}
