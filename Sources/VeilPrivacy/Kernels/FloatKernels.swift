/// Loops over planes of floats.
enum FloatKernels {
  private typealias Lanes = SIMD8<Float>

  /// Applies a filter down the columns: output row `i` is the weighted sum of `filter.taps` input rows.
  ///
  /// Sums stay in registers for a block of columns while the taps go by; columns beyond the width, up to the stride,
  /// are computed too and mean nothing.
  /// - Precondition: the planes have the filter's heights and the same width.
  static func applyColumns(_ filter: BandedFilter, _ input: FloatPlane, into output: FloatPlane) {
    precondition(
      input.height == filter.inputCount && output.height == filter.outputCount && input.width == output.width)
    let columns = (input.width + 7) / 8 * 8
    filter.weights.withUnsafeBufferPointer { weights in
      guard let weights = weights.baseAddress else { return }
      for row in 0..<filter.outputCount {
        let rowWeights = weights + row * filter.taps
        let source = input.row(filter.start(row))
        let target = output.row(row)
        var x = 0
        while x + 32 <= columns {
          accumulate32(rowWeights, filter.taps, source + x, input.stride, target + x)
          x += 32
        }
        while x < columns {
          accumulate8(rowWeights, filter.taps, source + x, input.stride, target + x)
          x += 8
        }
      }
    }
  }

  @inline(__always)
  private static func accumulate32(
    _ weights: UnsafePointer<Float>, _ taps: Int, _ source: UnsafeMutablePointer<Float>, _ stride: Int,
    _ target: UnsafeMutablePointer<Float>
  ) {
    var a = Lanes.zero
    var b = Lanes.zero
    var c = Lanes.zero
    var d = Lanes.zero
    var pointer = UnsafeRawPointer(source)
    for tap in 0..<taps {
      let weight = Lanes(repeating: weights[tap])
      a += weight * pointer.loadUnaligned(as: Lanes.self)
      b += weight * pointer.loadUnaligned(fromByteOffset: 32, as: Lanes.self)
      c += weight * pointer.loadUnaligned(fromByteOffset: 64, as: Lanes.self)
      d += weight * pointer.loadUnaligned(fromByteOffset: 96, as: Lanes.self)
      pointer += stride * 4
    }
    let output = UnsafeMutableRawPointer(target)
    output.storeBytes(of: a, as: Lanes.self)
    output.storeBytes(of: b, toByteOffset: 32, as: Lanes.self)
    output.storeBytes(of: c, toByteOffset: 64, as: Lanes.self)
    output.storeBytes(of: d, toByteOffset: 96, as: Lanes.self)
  }

  @inline(__always)
  private static func accumulate8(
    _ weights: UnsafePointer<Float>, _ taps: Int, _ source: UnsafeMutablePointer<Float>, _ stride: Int,
    _ target: UnsafeMutablePointer<Float>
  ) {
    var sum = Lanes.zero
    var pointer = UnsafeRawPointer(source)
    for tap in 0..<taps {
      sum += Lanes(repeating: weights[tap]) * pointer.loadUnaligned(as: Lanes.self)
      pointer += stride * 4
    }
    UnsafeMutableRawPointer(target).storeBytes(of: sum, as: Lanes.self)
  }

  /// Swaps rows and columns, tile by tile so that both sides stay in the cache.
  /// - Precondition: `output` is as wide as `input` is high and the other way round.
  static func transpose(_ input: FloatPlane, into output: FloatPlane) {
    precondition(input.width == output.height && input.height == output.width)
    let tile = 16
    for top in stride(from: 0, to: input.height, by: tile) {
      let rows = min(tile, input.height - top)
      for left in stride(from: 0, to: input.width, by: tile) {
        for x in left..<min(left + tile, input.width) {
          let target = output.row(x) + top
          var source = input.base + (top * input.stride + x)
          for y in 0..<rows {
            target[y] = source.pointee
            source += input.stride
          }
        }
      }
    }
  }
}
