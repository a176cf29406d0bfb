/// A picture of 32-bit floats inside a ``Scratch`` buffer, valid until the buffer is asked for again.
struct FloatPlane {
  let base: UnsafeMutablePointer<Float>
  let width: Int
  let height: Int
  /// Floats from row to row: a multiple of 16, and an odd one, so that rows do not fall on the same cache lines.
  let stride: Int

  func row(_ y: Int) -> UnsafeMutablePointer<Float> { base + y * stride }

  /// The distance of rows for a width. Columns from the width up to it may be read and overwritten by kernels.
  static func stride(forWidth width: Int) -> Int { ((width + 15) / 16 | 1) * 16 }
}
