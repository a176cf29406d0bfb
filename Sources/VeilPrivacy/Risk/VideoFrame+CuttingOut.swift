import VeilMedia

extension VideoFrame {
  /// A part of the picture as a picture of its own, grown to whole chroma samples and clipped; all of it where the part
  /// lies outside.
  /// - Throws: ``MediaError`` when memory runs out.
  func cutOut(_ part: PixelRect) throws -> VideoFrame {
    guard let part = format.grownToChromaGrid(part) else { return self }
    let shape = try PictureFormat(width: part.width, height: part.height, pixelFormatName: format.pixelFormatName)
    var canvas = try FrameCanvas(like: self, format: shape)
    for plane in 0..<format.planeCount {
      let samples = format.samples(of: part, inPlane: plane)
      if format.bytesPerSample == 1 {
        try copy(samples, of: plane, to: &canvas, as: UInt8.self)
      } else {
        try copy(samples, of: plane, to: &canvas, as: UInt16.self)
      }
    }
    return try canvas.finish()
  }

  private func copy<Sample: FixedWidthInteger & UnsignedInteger>(
    _ part: PixelRect, of plane: Int, to canvas: inout FrameCanvas, as _: Sample.Type
  ) throws {
    try withPlane(plane, as: Sample.self) { source in
      try canvas.withPlane(plane, as: Sample.self) { target in
        for y in 0..<min(part.height, target.height) {
          target.row(y).update(from: source.row(part.y + y) + part.x, count: min(part.width, target.width))
        }
      }
    }
  }
}
