internal import VeilMedia

/// Averages and fills of rectangles in a plane.
enum CellKernels {
  /// The mean of a rectangle, rounded to the nearest whole number, halves upwards.
  @specialized(where Sample == UInt8)
  @specialized(where Sample == UInt16)
  static func mean<Sample: FixedWidthInteger & UnsignedInteger>(of rect: PixelRect, in plane: Plane<Sample>) -> Sample {
    var sum: UInt64 = 0
    for y in rect.y..<rect.y + rect.height {
      sum += UInt64(SampleRows.sum(plane.row(y) + rect.x, count: rect.width))
    }
    let count = UInt64(rect.area)
    return Sample(truncatingIfNeeded: (sum + count / 2) / count)
  }

  /// Gives every sample of a rectangle one value.
  @specialized(where Sample == UInt8)
  @specialized(where Sample == UInt16)
  static func fill<Sample: FixedWidthInteger & UnsignedInteger>(
    _ rect: PixelRect, with value: Sample, in plane: Plane<Sample>
  ) {
    for y in rect.y..<rect.y + rect.height {
      (plane.row(y) + rect.x).update(repeating: value, count: rect.width)
    }
  }
}
