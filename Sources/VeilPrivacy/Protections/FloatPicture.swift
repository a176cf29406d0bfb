/// A picture of floats, channel after channel, row after row: what generators read and write.
package struct FloatPicture: Sendable, Hashable {
  package let width: Int
  package let height: Int
  package let channels: Int
  /// `channels × height × width` values, for pictures 0...1.
  package var values: [Float]

  /// - Throws: ``ProtectionError`` when the number of values does not fit.
  package init(width: Int, height: Int, channels: Int, values: [Float]) throws {
    guard width > 0, height > 0, channels > 0, values.count == width * height * channels else {
      throw ProtectionError(
        .shapeMismatch, "\(values.count) values are no picture of \(channels) channels of \(width)×\(height)")
    }
    self.width = width
    self.height = height
    self.channels = channels
    self.values = values
  }

  /// The picture resized: bilinearly along an axis that grows, averaged along one that shrinks.
  func resized(width newWidth: Int, height newHeight: Int) throws -> FloatPicture {
    if newWidth == width, newHeight == height { return self }
    let horizontal = Self.filter(from: width, to: newWidth)
    let vertical = Self.filter(from: height, to: newHeight)
    let scratch = Scratch()
    var result: [Float] = []
    result.reserveCapacity(newWidth * newHeight * channels)
    for channel in 0..<channels {
      let plane = scratch.plane(2, width: width, height: height)
      for y in 0..<height {
        let row = values[((channel * height + y) * width)...]
        for (x, value) in row.prefix(width).enumerated() { plane.row(y)[x] = value }
      }
      var stage = SeparableResampler.Stage(scratch: scratch)
      stage.load(plane)
      stage.filter(horizontal: AxisPlan(core: horizontal), verticalCore: vertical)
      for y in 0..<newHeight {
        result.append(contentsOf: UnsafeBufferPointer(start: stage.plane.row(y), count: newWidth))
      }
    }
    return try FloatPicture(width: newWidth, height: newHeight, channels: channels, values: result)
  }

  private static func filter(from count: Int, to newCount: Int) -> BandedFilter? {
    if newCount == count { return nil }
    return newCount > count ? .bilinear(from: count, to: newCount) : .areaAverage(from: count, to: newCount)
  }
}
