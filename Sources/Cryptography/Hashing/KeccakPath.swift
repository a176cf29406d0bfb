internal import CKeccak

/// Which instructions compute Keccak. All give equal results; `fastest` is chosen once, by what the processor has.
package enum KeccakPath: String, Sendable, Hashable, CaseIterable {
  case portable, bmi2, avx2, avx512

  /// Whether this machine can take the path.
  package var isAvailable: Bool { ckeccak_available(code) }

  /// The paths of this machine, slowest first.
  package static let available = allCases.filter(\.isAvailable)

  /// The one that is used unless another is asked for.
  package static let fastest = available.last ?? .portable

  var code: ckeccak_path {
    switch self {
    case .portable: CKECCAK_PORTABLE
    case .bmi2: CKECCAK_BMI2
    case .avx2: CKECCAK_AVX2
    case .avx512: CKECCAK_AVX512
    }
  }
}
