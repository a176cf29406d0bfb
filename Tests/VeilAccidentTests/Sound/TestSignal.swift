import Foundation
import Testing

/// Sounds that `training/sound/vectors.py` makes sample for sample alike, so that results can be compared.
enum TestSignal: String, CaseIterable, CustomTestStringConvertible {
  case noise, sweep, blows, silence, short

  var testDescription: String { rawValue }

  /// At 16 kHz.
  var samples: [Float] {
    var state: UInt32 = 12_345
    func random() -> Double {
      state = state &* 1_664_525 &+ 1_013_904_223
      return Double(state >> 8) / Double(1 << 23) - 1
    }
    func make(_ count: Int, _ value: (Double) -> Double) -> [Float] {
      (0..<count).map { Float(value(Double($0) / 16_000)) }
    }
    return switch self {
    case .noise: make(16_000) { _ in 0.3 * random() }
    case .sweep: make(16_000) { 0.5 * sin(2 * Double.pi * (100 * $0 + 1_500 * $0 * $0)) }
    case .blows:
      make(16_000) { time in
        let since = time.truncatingRemainder(dividingBy: 0.4)
        return 0.8 * exp(-since * 25) * random() + 0.01 * sin(2 * Double.pi * 440 * time)
      }
    case .silence: make(16_000) { _ in 0 }
    case .short: make(3_333) { 0.2 * sin(2 * Double.pi * 1_000 * $0) }
    }
  }
}
