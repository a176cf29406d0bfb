/// The innermost loops over samples of 8 or 16 bits, written so that LLVM turns them into vector instructions, and
/// specialised here because callers in other files see no bodies in a debug build.
enum SampleRows {
  /// Widens a row to floats.
  @specialized(where Sample == UInt8)
  @specialized(where Sample == UInt16)
  static func widen<Sample: FixedWidthInteger & UnsignedInteger>(
    _ source: UnsafePointer<Sample>, count: Int, into target: UnsafeMutablePointer<Float>
  ) {
    for x in 0..<count { target[x] = Float(UInt32(truncatingIfNeeded: source[x])) }
  }

  /// Adds a weighted row of samples to a row of floats.
  @specialized(where Sample == UInt8)
  @specialized(where Sample == UInt16)
  static func accumulate<Sample: FixedWidthInteger & UnsignedInteger>(
    _ source: UnsafePointer<Sample>, weight: Float, count: Int, into target: UnsafeMutablePointer<Float>
  ) {
    for x in 0..<count { target[x] += weight * Float(UInt32(truncatingIfNeeded: source[x])) }
  }

  /// Rounds a weighted sum of two rows of floats to samples, halves upwards as OpenCV's fixed-point arithmetic does.
  ///
  /// Adding 2²² leaves the sum's half units in the lowest bits of the float: a conversion that cannot trap and that
  /// vectorises. Sums must lie in `0...limit`; beyond it they are clamped.
  @specialized(where Sample == UInt8)
  @specialized(where Sample == UInt16)
  static func narrow<Sample: FixedWidthInteger & UnsignedInteger>(
    _ first: UnsafePointer<Float>, weight firstWeight: Float, _ second: UnsafePointer<Float>,
    weight secondWeight: Float, limit: Float, count: Int, into target: UnsafeMutablePointer<Sample>
  ) {
    for x in 0..<count {
      let sum = firstWeight * first[x] + secondWeight * second[x]
      let positive = sum > 0 ? sum : 0
      let value = positive < limit ? positive : limit
      let halves = (value + 0.25 + 4_194_304).bitPattern & 0x7F_FFFF
      target[x] = Sample(truncatingIfNeeded: halves >> 1)
    }
  }

  /// Sum of a row. A row of 65,536 samples of 16 bits still fits.
  @specialized(where Sample == UInt8)
  @specialized(where Sample == UInt16)
  static func sum<Sample: FixedWidthInteger & UnsignedInteger>(_ source: UnsafePointer<Sample>, count: Int) -> UInt32 {
    var sum: UInt32 = 0
    for x in 0..<count { sum &+= UInt32(truncatingIfNeeded: source[x]) }
    return sum
  }
}
