internal import Foundation

/// How loud sound is.
enum SoundLevel {
  /// The root mean square of the loudest 50 milliseconds, in decibels of full scale; silence is -100.
  static func loudest(of samples: [Float], rate: Int) -> Double {
    let length = max(1, rate / 20)
    let powers = stride(from: 0, to: samples.count, by: length).map { start in
      samples[start..<min(start + length, samples.count)].reduce(Float(0)) { $0 + $1 * $1 } / Float(length)
    }
    return max(-100, 10 * log10(Double(powers.max() ?? 0)))
  }
}
