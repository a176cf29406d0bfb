@testable import Cryptography

/// SHAKE128 and SHAKE256 (FIPS 202), of which some vectors make their digests; nothing else here needs them.
struct SHAKE {
  /// Bytes absorbed per permutation: 168 or 136.
  let rate: Int

  /// 32 bytes.
  func hash(_ message: [UInt8]) -> [UInt8] {
    var padded = message + [0x1F]
    padded += [UInt8](repeating: 0, count: (rate - padded.count % rate) % rate)
    padded[padded.count - 1] |= 0x80
    var lanes = [UInt64](repeating: 0, count: 25)
    for block in stride(from: 0, to: padded.count, by: rate) {
      for (index, byte) in padded[block..<block + rate].enumerated() {
        lanes[index / 8] ^= UInt64(byte) << UInt64(8 * (index % 8))
      }
      Keccak256.permute(&lanes, path: .portable)
    }
    return (0..<32).map { UInt8(truncatingIfNeeded: lanes[$0 / 8] >> UInt64(8 * ($0 % 8))) }
  }
}
