/// The samples of one plane while a closure runs; must not be kept beyond it.
package struct Plane<Sample: FixedWidthInteger & UnsignedInteger> {
  /// Sample at row 0, column 0. Writing through it is allowed only in a ``FrameCanvas`` closure.
  package let base: UnsafeMutablePointer<Sample>
  /// Samples in a row that belong to the picture.
  package let width: Int
  /// Rows.
  package let height: Int
  /// Samples from the start of one row to the start of the next; may be negative for pictures stored bottom-up.
  package let stride: Int

  package init(base: UnsafeMutablePointer<Sample>, width: Int, height: Int, stride: Int) {
    self.base = base
    self.width = width
    self.height = height
    self.stride = stride
  }

  /// The first sample of a row.
  package func row(_ y: Int) -> UnsafeMutablePointer<Sample> { base + y * stride }
}
