internal import CKeccak

/// Which instructions compute Keccak. All give equal results; the fastest are chosen once.
package enum KeccakPath: String, Sendable, Hashable, CaseIterable {
  case portable, bmi2, avx2
  /// One lane in each of 25 small AVX-512 registers.
  case avx512Lanes
  /// Two rows of lanes in small AVX-512 registers, three in ordinary ones, side by side.
  case avx512Split
  /// Five lanes in each of five large AVX-512 registers.
  case avx512

  /// Whether this machine can take the path.
  package var isAvailable: Bool { ckeccak_available(code) }

  /// The paths of this machine, from those with the least to those with the most instructions.
  package static let available = allCases.filter(\.isAvailable)

  /// The one for many messages at once: the widest registers.
  package static let fastestTogether = available.last ?? .portable

  /// The one for a single message. Which that is depends on more than what the processor has, so it is tried, once and
  /// for less than a millisecond.
  package static let fastest =
    available.count < 2
    ? .portable : available.map { (path: $0, time: trialTime(of: $0)) }.min { $0.time < $1.time }?.path ?? .portable

  var code: ckeccak_path {
    switch self {
    case .portable: CKECCAK_PORTABLE
    case .bmi2: CKECCAK_BMI2
    case .avx2: CKECCAK_AVX2
    case .avx512Lanes: CKECCAK_AVX512_LANES
    case .avx512Split: CKECCAK_AVX512_SPLIT
    case .avx512: CKECCAK_AVX512
    }
  }

  /// The least time that a message of 32 blocks has taken.
  private static func trialTime(of path: KeccakPath) -> Duration {
    let message = [UInt8](repeating: 0, count: 32 * Keccak256.blockByteCount)
    let clock = ContinuousClock()
    let times = (0..<4).map { _ in
      clock.measure {
        var hash = Keccak256(path: path)
        hash.update(message)
        _ = hash.finalize()
      }
    }
    return times.min() ?? .zero
  }
}
