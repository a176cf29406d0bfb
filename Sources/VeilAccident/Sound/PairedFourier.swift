internal import Foundation

/// The discrete Fourier transform of many real frames of one length at once, for their power spectra.
///
/// Two real frames travel as real and imaginary part of one complex transform. The frames lie side by side, so that each
/// step of the radix-2 transform is the same operation on a row of neighbours, which the compiler vectorises.
struct PairedFourier: Sendable {
  /// Samples in a frame, a power of two.
  let length: Int
  private let cosines: [Float]
  private let sines: [Float]
  /// Where in the input each row of the first step comes from.
  private let order: [Int]

  /// - Parameter bits: the frame's length is two to this power.
  init(bits: Int) {
    length = 1 << bits
    let count = length
    cosines = (0..<count / 2).map { Float(cos(2 * Double.pi * Double($0) / Double(count))) }
    sines = (0..<count / 2).map { Float(-sin(2 * Double.pi * Double($0) / Double(count))) }
    order = (0..<count).map { index in
      (0..<bits).reduce(0) { $0 | (index >> $1 & 1) << (bits - 1 - $1) }
    }
  }

  /// The squared magnitudes of the spectra of frames.
  ///
  /// - Parameters:
  ///   - frames: how many.
  ///   - load: puts a sample of each frame, from the first to the last, at the places it is given; samples of even
  ///     frames belong into the first, samples of odd frames into the second.
  /// - Returns: `length / 2 + 1` rows of `2 * ((frames + 1) / 2)` numbers: row by frequency, column by frame.
  func powers(
    frames: Int, load: (Int, _ even: UnsafeMutablePointer<Float>, _ odd: UnsafeMutablePointer<Float>) -> Void
  ) -> [Float] {
    let columns = (frames + 1) / 2
    var real = [Float](repeating: 0, count: length * columns)
    var imaginary = real
    var powers = [Float](repeating: 0, count: (length / 2 + 1) * 2 * columns)
    real.withUnsafeMutableBufferPointer { real in
      imaginary.withUnsafeMutableBufferPointer { imaginary in
        powers.withUnsafeMutableBufferPointer { powers in
          guard let real = real.baseAddress, let imaginary = imaginary.baseAddress, let powers = powers.baseAddress
          else { return }
          for row in 0..<length { load(order[row], real + row * columns, imaginary + row * columns) }
          transform(real, imaginary, columns: columns)
          separate(real, imaginary, into: powers, columns: columns)
        }
      }
    }
    return powers
  }

  private func transform(
    _ real: UnsafeMutablePointer<Float>, _ imaginary: UnsafeMutablePointer<Float>, columns: Int
  ) {
    var half = 1
    while half < length {
      let step = length / (2 * half)
      for start in stride(from: 0, to: length, by: 2 * half) {
        for offset in 0..<half {
          let low = (start + offset) * columns
          let high = low + half * columns
          butterfly(
            (real + low, imaginary + low), (real + high, imaginary + high), cosines[offset * step],
            sines[offset * step], columns)
        }
      }
      half *= 2
    }
  }

  private typealias Row = (real: UnsafeMutablePointer<Float>, imaginary: UnsafeMutablePointer<Float>)

  @inline(__always)
  private func butterfly(_ low: Row, _ high: Row, _ cosine: Float, _ sine: Float, _ columns: Int) {
    for column in 0..<columns {
      let (x, y) = (high.real[column], high.imaginary[column])
      let real = x * cosine - y * sine
      let imaginary = x * sine + y * cosine
      let (a, b) = (low.real[column], low.imaginary[column])
      low.real[column] = a + real
      low.imaginary[column] = b + imaginary
      high.real[column] = a - real
      high.imaginary[column] = b - imaginary
    }
  }

  /// The spectrum of a real frame is the part of the pair's that is symmetric, or antisymmetric, about zero.
  private func separate(
    _ real: UnsafeMutablePointer<Float>, _ imaginary: UnsafeMutablePointer<Float>,
    into powers: UnsafeMutablePointer<Float>, columns: Int
  ) {
    for bin in 0...length / 2 {
      let (one, other) = (bin * columns, (length - bin) % length * columns)
      let row = powers + bin * 2 * columns
      for column in 0..<columns {
        let (a, b) = (real[one + column], imaginary[one + column])
        let (c, d) = (real[other + column], imaginary[other + column])
        row[2 * column] = ((a + c) * (a + c) + (b - d) * (b - d)) / 4
        row[2 * column + 1] = ((b + d) * (b + d) + (c - a) * (c - a)) / 4
      }
    }
  }
}
