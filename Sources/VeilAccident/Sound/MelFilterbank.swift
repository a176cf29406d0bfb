internal import Foundation

/// Overlapping triangles on the mel scale, each of the same area (Slaney's Auditory Toolbox, librosa's default).
struct MelFilterbank: Sendable {
  /// One triangle: weights of neighbouring bins of a spectrum.
  struct Band: Sendable {
    let firstBin: Int
    let weights: [Float]
  }

  let bands: [Band]

  /// - Parameters:
  ///   - count: number of triangles.
  ///   - lowest: where the first one starts, in hertz.
  ///   - highest: where the last one ends.
  ///   - sampleRate: samples a second.
  ///   - length: samples in a frame of the transform.
  init(count: Int, lowest: Double, highest: Double, sampleRate: Double, length: Int) {
    let (from, to) = (Self.mel(lowest), Self.mel(highest))
    let edges = (0..<count + 2).map { Self.hertz(from + (to - from) * Double($0) / Double(count + 1)) }
    let bins = (0...length / 2).map { Double($0) * sampleRate / Double(length) }
    bands = (0..<count).map { Self.triangle(edges[$0], edges[$0 + 1], edges[$0 + 2], over: bins) }
  }

  private static func triangle(_ left: Double, _ middle: Double, _ right: Double, over bins: [Double]) -> Band {
    let weights = bins.map { hertz in
      max(0, min((hertz - left) / (middle - left), (right - hertz) / (right - middle))) * 2 / (right - left)
    }
    guard let first = weights.firstIndex(where: { $0 > 0 }), let last = weights.lastIndex(where: { $0 > 0 }) else {
      return Band(firstBin: 0, weights: [])
    }
    return Band(firstBin: first, weights: weights[first...last].map { Float($0) })
  }

  /// Linear below 1 kHz, logarithmic above.
  static func mel(_ hertz: Double) -> Double {
    hertz < 1_000 ? hertz * 3 / 200 : 15 + log(hertz / 1_000) * 27 / log(6.4)
  }

  static func hertz(_ mel: Double) -> Double {
    mel < 15 ? mel * 200 / 3 : 1_000 * exp((mel - 15) * log(6.4) / 27)
  }

  /// Sums up powers by band.
  ///
  /// - Parameters:
  ///   - powers: rows by frequency.
  ///   - columns: numbers in a row, one a frame.
  /// - Returns: rows by band.
  func sums(of powers: [Float], columns: Int) -> [Float] {
    var sums = [Float](repeating: 0, count: bands.count * columns)
    sums.withUnsafeMutableBufferPointer { sums in
      powers.withUnsafeBufferPointer { powers in
        for (index, band) in bands.enumerated() {
          for (offset, weight) in band.weights.enumerated() {
            let row = (band.firstBin + offset) * columns
            for column in 0..<columns { sums[index * columns + column] += weight * powers[row + column] }
          }
        }
      }
    }
    return sums
  }
}
